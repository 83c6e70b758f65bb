// Two browsers write in one section; somebody reads in Japanese; somebody without a role is told so.
import assert from "node:assert/strict";
import { draftOf, openBrowser, settled, signedIn } from "./browser.mjs";

const url = process.argv[2];
const { draft } = await draftOf(url, "Checkout answers with errors again");

const browser = await openBrowser();
const mei = await signedIn(browser, url, "mei", `/postmortems/${draft}`);
const alex = await signedIn(browser, url, "alex", `/postmortems/${draft}`);
const editors = [];
for (const page of [mei, alex]) {
  await page.getByRole("navigation", { name: "Sections" }).getByRole("button", { name: "Lessons" }).click();
  const editor = page.getByRole("textbox", { name: "Lessons", exact: true });
  await editor.click();
  editors.push(editor);
}
await mei.getByText("Alex Rivera is here").waitFor();

await mei.keyboard.type("Both were there.");
await editors[1].getByText("Both were there.").waitFor();

// Both at once, letter by letter: mei at the beginning, alex at the end.
await mei.keyboard.press("ControlOrMeta+Home");
await alex.keyboard.press("ControlOrMeta+End");
await Promise.all([mei.keyboard.type("What mei learned. ", { delay: 15 }), alex.keyboard.type(" What alex learned.", { delay: 15 })]);
for (const page of [mei, alex]) await page.getByText("Kept.", { exact: true }).waitFor();
const textOf = (page) => page.locator(".cm-line").allTextContents().then((lines) => lines.join("\n"));
await editors[0].getByText("What alex learned.").waitFor();
await editors[1].getByText("What mei learned.").waitFor();
const [first, second] = await Promise.all([mei, alex].map(textOf));
assert.equal(first, second);
assert.match(second, /^What mei learned\. Both were there\./);
assert.match(second, / What alex learned\.$/);
await mei.locator(".cm-other[data-person]").waitFor({ state: "attached" });

// The connection goes; what is written meanwhile is kept, and sent when it has come again.
await mei.context().setOffline(true);
await mei.keyboard.press("ControlOrMeta+Home");
await mei.keyboard.type("Written without a connection. ");
await mei.context().setOffline(false);
await editors[1].getByText("Written without a connection.").waitFor({ timeout: 40_000 });

// Nothing is lost on reload.
await mei.getByText("Kept.", { exact: true }).waitFor();
await mei.reload();
await mei.getByRole("navigation", { name: "Sections" }).getByRole("button", { name: "Lessons" }).click();
await mei.getByRole("textbox", { name: "Lessons", exact: true }).getByText("Written without a connection.").waitFor();
assert.deepEqual(alex.failures, []);
console.log("two people wrote in one section");

const hana = await signedIn(browser, url, "hana", "/process", { locale: "ja-JP", timezoneId: "Asia/Tokyo" });
await hana.getByRole("heading", { level: 1, name: "プロセス" }).waitFor();
assert.equal(await hana.evaluate(() => document.documentElement.lang), "ja");
await hana.getByRole("link", { name: "障害" }).click();
await hana.getByRole("heading", { level: 1, name: "障害" }).waitFor();
await hana.getByRole("button", { name: "English" }).click();
await hana.getByRole("heading", { level: 1, name: "Incidents" }).waitFor();
await hana.reload();
await hana.getByRole("heading", { level: 1, name: "Incidents" }).waitFor();
assert.deepEqual(hana.failures, []);
console.log("somebody read in Japanese");

const stranger = await (await browser.newContext({ locale: "en-GB" })).newPage();
await stranger.goto(`${url}/process`);
await stranger.locator("input[name=username]:not([type=hidden])").fill("stranger");
await stranger.locator("form:has(input:not([type=hidden])) button").click();
await stranger.getByRole("heading", { name: "You cannot see anything here yet" }).waitFor();
assert.equal(await stranger.locator("header").count(), 0);
console.log("whoever has no role is told so");
await browser.close();
