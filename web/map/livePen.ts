import type { AreaMesh } from '../layers/area-mesh.ts'
import { look } from '../lib/liveFigures.ts'

/** What draws a mesh of areas in a graphics context, each by its byte. */
export interface Pen {
  /** sends the looks, a byte an area */
  look(bytes: Uint8Array): void
  /** `matrix` from the mesh to the clip space; colours as red, green, blue, alpha, 0 to 1 */
  draw(matrix: Float32Array, colours: Float32Array, ratio: number): void
  end(): void
}

const corner = (rowLength: number) => `#version 300 es
in vec2 at;
in uint area;
uniform mat4 matrix;
uniform highp usampler2D looks;
flat out uint seen;
void main() {
  seen = texelFetch(looks, ivec2(int(area) % ${rowLength}, int(area) / ${rowLength}), 0).r;
  gl_Position = matrix * vec4(at, 0.0, 1.0);
}`

/**
 * Hatching without a value, dots of few and opacities as of the areas that stand still, which lie below: so nothing shines
 * through, and the land takes the part that it has there.
 */
const pixel = (colours: number) => `#version 300 es
precision highp float;
flat in uint seen;
uniform vec4 colours[${colours}];
uniform float ratio;
out vec4 drawn;
float inside(float distance) {
  return clamp(0.5 - distance * max(ratio, 2.0), 0.0, 1.0);
}
void main() {
  uint group = seen & ${look.classes}u;
  bool faded = (seen & ${look.faded}u) != 0u;
  vec3 land = colours[0].rgb;
  vec3 ink = colours[${colours - 2}].rgb;
  vec3 rim = colours[${colours - 1}].rgb;
  vec3 colour = mix(land, colours[group].rgb, faded ? 0.12 : 0.92);
  vec2 point = gl_FragCoord.xy / ratio;
  if (!faded && group == 0u) {
    float along = mod(point.x - point.y, 8.0);
    colour = mix(colour, ink, 0.55 * inside(min(along, 8.0 - along) / sqrt(2.0) - 0.6));
  }
  if (!faded && (seen & ${look.few}u) != 0u) {
    float away = length(mod(point, 9.0) - 4.5);
    float core = inside(away - 0.8);
    colour = core > 0.5 ? mix(colour, ink, 0.9 * core) : mix(colour, rim, 0.75 * inside(away - 1.5));
  }
  drawn = vec4(colour, 1.0);
}`

/** Makes the pen; throws where the context cannot. */
export function penOf(gl: WebGL2RenderingContext, mesh: AreaMesh, rowLength: number, colours: number): Pen {
  const program = programOf(gl, corner(rowLength), pixel(colours))
  const place = (name: string) => gl.getUniformLocation(program, name)
  const [matrixAt, coloursAt, ratioAt, looksAt] = ['matrix', 'colours', 'ratio', 'looks'].map(place)
  const corners = gl.createBuffer()
  const areas = gl.createBuffer()
  const triangles = gl.createBuffer()
  const shape = gl.createVertexArray()
  gl.bindVertexArray(shape)
  gl.bindBuffer(gl.ARRAY_BUFFER, corners)
  gl.bufferData(gl.ARRAY_BUFFER, mesh.corners, gl.STATIC_DRAW)
  const at = gl.getAttribLocation(program, 'at')
  gl.enableVertexAttribArray(at)
  gl.vertexAttribPointer(at, 2, gl.FLOAT, false, 0, 0)
  gl.bindBuffer(gl.ARRAY_BUFFER, areas)
  gl.bufferData(gl.ARRAY_BUFFER, mesh.areas, gl.STATIC_DRAW)
  const area = gl.getAttribLocation(program, 'area')
  gl.enableVertexAttribArray(area)
  gl.vertexAttribIPointer(area, 1, gl.UNSIGNED_INT, 0, 0)
  gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, triangles)
  gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, mesh.triangles, gl.STATIC_DRAW)
  gl.bindVertexArray(null)
  const looks = gl.createTexture()

  return {
    look(bytes) {
      gl.activeTexture(gl.TEXTURE0)
      gl.bindTexture(gl.TEXTURE_2D, looks)
      gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1)
      gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false)
      gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false)
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST)
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST)
      const rows = bytes.length / rowLength
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.R8UI, rowLength, rows, 0, gl.RED_INTEGER, gl.UNSIGNED_BYTE, bytes)
    },
    draw(matrix, palette, ratio) {
      // biome-ignore lint/correctness/useHookAtTopLevel: a call of the graphics context
      gl.useProgram(program)
      gl.activeTexture(gl.TEXTURE0)
      gl.bindTexture(gl.TEXTURE_2D, looks)
      gl.uniform1i(looksAt ?? null, 0)
      gl.uniformMatrix4fv(matrixAt ?? null, false, matrix)
      gl.uniform4fv(coloursAt ?? null, palette)
      gl.uniform1f(ratioAt ?? null, ratio)
      gl.disable(gl.STENCIL_TEST)
      gl.disable(gl.DEPTH_TEST)
      gl.disable(gl.CULL_FACE)
      gl.bindVertexArray(shape)
      gl.drawElements(gl.TRIANGLES, mesh.triangles.length, gl.UNSIGNED_INT, 0)
      gl.bindVertexArray(null)
    },
    end() {
      gl.deleteProgram(program)
      for (const buffer of [corners, areas, triangles]) gl.deleteBuffer(buffer)
      gl.deleteVertexArray(shape)
      gl.deleteTexture(looks)
    },
  }
}

function programOf(gl: WebGL2RenderingContext, ...sources: [corner: string, pixel: string]): WebGLProgram {
  const program = gl.createProgram()
  const kinds = [gl.VERTEX_SHADER, gl.FRAGMENT_SHADER] as const
  for (const [index, source] of sources.entries()) {
    const shader = gl.createShader(kinds[index] ?? gl.VERTEX_SHADER)
    if (!shader) throw new Error('the graphics context is lost')
    gl.shaderSource(shader, source)
    gl.compileShader(shader)
    gl.attachShader(program, shader)
    gl.deleteShader(shader)
  }
  gl.linkProgram(program)
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost())
    throw new Error(gl.getProgramInfoLog(program) ?? 'the shaders do not link')
  return program
}
