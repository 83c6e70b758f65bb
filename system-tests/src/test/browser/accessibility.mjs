// Every page in both themes and both languages is asked by axe; the scripts that the board loads are weighed.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { draftOf, openBrowser, signedIn } from "./browser.mjs";

const url = process.argv[2];
const number = process.argv[3];
const { draft, incident } = await draftOf(url, "Search is slow");
const MOST_SCRIPT = 350_000;
const axe = readFileSync(new URL("./node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const PAGES = ["/", "/process", "/incidents", `/incidents/${incident}`, "/postmortems", `/postmortems/${number}`, `/postmortems/${draft}`, `/postmortems/${number}/read`, "/reviews", `/reviews/${number}`, "/action-items", "/meetings", "/trends", "/deliveries", "/preferences", "/nowhere"];

const browser = await openBrowser();
const found = [];
for (const locale of ["en-GB", "ja-JP"]) {
  for (const colorScheme of ["light", "dark"]) {
    // The policy forbids what is not ours, so that axe is let in through the inspector.
    const page = await signedIn(browser, url, "mei", "/", { locale, colorScheme, bypassCSP: true });
    for (const path of PAGES) {
      await page.goto(url + path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.waitForLoadState("networkidle");
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
      for (const violation of violations) {
        found.push(`${path} ${locale} ${colorScheme}: ${violation.id} (${violation.impact}): ${violation.nodes.map((node) => `${node.html.slice(0, 160)} ${node.any[0]?.message ?? ""}`).slice(0, 2).join(" | ")}`);
      }
    }
    assert.deepEqual(page.failures, []);
    await page.context().close();
  }
}
assert.deepEqual(found, []);
console.log(`axe found nothing on ${PAGES.length} pages in 2 themes and 2 languages`);

const cold = await (await browser.newContext()).newPage();
let bytes = 0;
const session = await cold.context().newCDPSession(cold);
await session.send("Network.enable");
const scripts = new Set();
session.on("Network.responseReceived", (event) => event.type === "Script" && scripts.add(event.requestId));
session.on("Network.loadingFinished", (event) => scripts.has(event.requestId) && (bytes += event.encodedDataLength));
await cold.goto(`${url}/process`);
await cold.locator("#as-mei").click();
await cold.getByRole("heading", { level: 1 }).waitFor();
await cold.waitForLoadState("networkidle");
console.log(`the board loads ${Math.round(bytes / 1000)} kB of scripts`);
assert.ok(bytes > 0 && bytes < MOST_SCRIPT, `${bytes} bytes of scripts`);
await browser.close();
