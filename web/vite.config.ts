import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { precompressed } from './precompressed.ts'

const api = { target: 'http://127.0.0.1:8311' }

export default defineConfig({
  plugins: [react(), precompressed()],
  server: { proxy: { '/api': api, '/ogc': api } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // what each page loads is told from this list, and kept within a budget by `npm run verify`
    manifest: true,
    chunkSizeWarningLimit: 1300,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // first those that others need: a group takes along what it imports, and the wall is to have no antd
            {
              name: 'react',
              test: /node_modules[\\/](\.pnpm[\\/])?(react|scheduler|use-sync|@tanstack[+\\/](react-)?query|i18next|zod|hono)/,
              priority: 4,
            },
            { name: 'router', test: /node_modules[\\/](\.pnpm[\\/])?@tanstack/, priority: 3 },
            {
              name: 'map',
              test: /node_modules[\\/](\.pnpm[\\/])?(maplibre|@maplibre|@mapbox|geojson-vt|kdbush|pbf|earcut)/,
              priority: 2,
            },
            { name: 'charts', test: /node_modules[\\/](\.pnpm[\\/])?(echarts|zrender)/, priority: 1 },
            {
              name: 'antd',
              test: /node_modules[\\/](\.pnpm[\\/])?(antd|@ant-design|@rc-component|rc-|dayjs)/,
              priority: 1,
            },
          ],
        },
      },
    },
  },
})
