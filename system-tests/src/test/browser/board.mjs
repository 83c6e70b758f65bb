// How the board behaves with many incidents: what Lighthouse says of it, and the longest task while it is scrolled.
// Not part of the tests, since it measures time:
//   npm install --no-save lighthouse@12 && node board.mjs http://localhost:8080 1000
import { createRequire } from "node:module";
import lighthouse, { desktopConfig } from "lighthouse";
import { PROGRAM, closed } from "./browser.mjs";

const url = process.argv[2];
const wanted = Number(process.argv[3] ?? 1000);
const AT_ONCE = 12;

const puppeteer = createRequire(import.meta.resolve("lighthouse"))("puppeteer-core");
const began = Date.now();
let next = 0;
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    while (next < wanted) {
      const place = next++;
      await closed(url, `Checkout answers slowly in zone ${place}`, { severity: `SEV${1 + (place % 5)}`, visible: place % 3 === 0 });
    }
  }),
);
console.log(`${wanted} incidents were declared, resolved and closed in ${Math.round((Date.now() - began) / 1000)} s`);

const browser = await puppeteer.launch({ executablePath: PROGRAM, args: ["--no-sandbox", "--disable-dev-shm-usage"], defaultViewport: { width: 1440, height: 900 } });
const page = await browser.newPage();
await page.goto(`${url}/process`);
await page.waitForSelector("#as-mei");
await page.click("#as-mei");
await page.waitForSelector("[role=listitem]");

const longest = await page.evaluate(async () => {
  let most = 0;
  let count = 0;
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) {
      most = Math.max(most, task.duration);
      count++;
    }
  }).observe({ type: "longtask" });
  const frames = [];
  let before = performance.now();
  for (const column of document.querySelectorAll("[role=list]")) {
    for (let down = 0; down < Math.min(column.scrollHeight, 30_000); down += 120) {
      column.scrollTop = down;
      await new Promise((drawn) => requestAnimationFrame(drawn));
      frames.push(performance.now() - before);
      before = performance.now();
    }
  }
  frames.sort((a, b) => a - b);
  return { most, count, frames: frames.length, median: frames[Math.floor(frames.length / 2)], p99: frames[Math.floor(frames.length * 0.99)] };
});
console.log(`scrolled through every column: ${longest.count} tasks of more than 50 ms, the longest ${Math.round(longest.most)} ms; ${longest.frames} frames, median ${longest.median.toFixed(1)} ms, p99 ${longest.p99.toFixed(1)} ms`);

// The session is one of this tab: Lighthouse looks at the same tab and leaves what is stored.
for (const [name, config] of [["desktop", desktopConfig], ["slow phone", undefined]]) {
  const { lhr } = await lighthouse(`${url}/process`, { onlyCategories: ["performance", "accessibility", "best-practices"], disableStorageReset: true }, config, page);
  const metrics = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift"].map((metric) => `${metric} ${lhr.audits[metric].displayValue}`);
  console.log(`Lighthouse, ${name}: ${Object.values(lhr.categories).map((category) => `${category.id} ${Math.round((category.score ?? 0) * 100)}`).join(", ")}; ${metrics.join(", ")}`);
  for (const category of Object.values(lhr.categories)) {
    for (const { id } of category.auditRefs.filter((one) => category.id !== "performance" && (lhr.audits[one.id].score ?? 1) < 1)) console.log(`  ${category.id}: ${id}`);
  }
}
await browser.close();
