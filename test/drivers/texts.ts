/** A piece of text on the page as it is seen. */
export interface Text {
  text: string
  /** CSS pixels */
  size: number
  /** part of it lies outside of what shows it */
  cut: boolean
  /** another text that lies on it */
  under: string | null
}

/**
 * Every text that can be seen, run inside the page. Text wholly outside a box that hides what leaves it is not seen;
 * letters are taken for the middle three fifths of their line, since lines may stand closer than fonts ask for.
 */
export function textsOf(): Text[] {
  interface Piece {
    text: string
    size: number
    cut: boolean
    boxes: DOMRect[]
  }
  const pieces: Piece[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement
    const text = node.textContent?.trim() ?? ''
    if (!element || text === '' || element.closest('script, style, .visually-hidden')) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const boxes = [...range.getClientRects()].filter(({ width, height }) => width > 1 && height > 1)
    if (boxes.length === 0 || getComputedStyle(element).visibility === 'hidden') continue
    const hides: DOMRect[] = [new DOMRect(0, 0, innerWidth, innerHeight)]
    for (let around: Element | null = element; around; around = around.parentElement) {
      const { overflow, overflowX, overflowY } = getComputedStyle(around)
      if (`${overflow} ${overflowX} ${overflowY}` !== 'visible visible visible')
        hides.push(around.getBoundingClientRect())
    }
    const letters = boxes.map(
      ({ x, y, width, height }) => new DOMRect(x, y + height / 5, width, (height * 3) / 5),
    )
    const outside = (box: DOMRect, hide: DOMRect) =>
      box.right <= hide.left + 1 ||
      box.left >= hide.right - 1 ||
      box.bottom <= hide.top + 1 ||
      box.top >= hide.bottom - 1
    const within = (box: DOMRect, hide: DOMRect) =>
      box.left >= hide.left - 1 &&
      box.right <= hide.right + 1 &&
      box.top >= hide.top - 1 &&
      box.bottom <= hide.bottom + 1
    if (letters.every((box) => hides.some((hide) => outside(box, hide)))) continue
    pieces.push({
      text,
      size: Number.parseFloat(getComputedStyle(element).fontSize),
      cut: !letters.every((box) => hides.every((hide) => within(box, hide))),
      boxes: letters,
    })
  }
  const meets = (a: DOMRect, b: DOMRect) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1
  return pieces.map(({ boxes, ...piece }) => ({
    ...piece,
    under:
      pieces.find(
        (other) =>
          other.text !== piece.text && other.boxes.some((box) => boxes.some((own) => meets(own, box))),
      )?.text ?? null,
  }))
}
