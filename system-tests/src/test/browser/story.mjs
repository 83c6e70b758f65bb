// The main story by clicking and typing: from declaring an incident to the published page, with one round of changes.
import assert from "node:assert/strict";
import { openBrowser, signedIn } from "./browser.mjs";

const url = process.argv[2];
const title = `Card payments fail ${Date.now() % 100_000}`;

const TEXTS = {
  Summary: "Card payments failed for 47 minutes; the release that raised the number of retries was rolled back.",
  Impact: "About 1840 customers saw an error page in the last step of the checkout, for 35 minutes.",
  "Root cause": "The pool of connections to the payment provider is sized for one retry, and nothing in the design limits how many retries are in flight.",
  Trigger: "The release that raised the retries went to all zones within ten minutes.",
  Timeline: "10:02 UTC the alert fired. 10:37 UTC the release was rolled back. 10:49 UTC errors were back to normal.",
  Response: "The alert named the right service within five minutes, and the rollback was rehearsed.",
  "What went well": "The rollback took two minutes.",
  "What went badly": "The dashboard showed errors only; the saturated pool was found by asking the metrics directly.",
  "Where we got lucky": "It happened in a quiet hour.",
  Lessons: "Retries are load: a client needs a budget for them, not a number for each request.",
};

async function write(page, section, text) {
  await page.getByRole("navigation", { name: "Sections" }).getByRole("button", { name: section }).click();
  const editor = page.getByRole("textbox", { name: section, exact: true });
  await editor.click();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.insertText(`\n\n${text}`);
  await page.getByText("Kept.", { exact: true }).waitFor();
}

async function choose(page, field, option) {
  await page.getByRole("combobox", { name: field }).or(page.getByRole("textbox", { name: field })).first().click();
  await page.getByRole("option", { name: option }).first().click();
}

async function judge(page, except = {}) {
  const groups = page.getByRole("region", { name: "Checklist" }).getByRole("radiogroup");
  await groups.first().waitFor();
  for (let index = 0; index < (await groups.count()); index++) {
    const group = groups.nth(index);
    const verdict = except[index] ?? "met";
    // What has not changed since the round before is carried over, and stands there already.
    if (await group.getByRole("radio", { name: verdict, exact: true }).isChecked()) continue;
    if (verdict !== "met") {
      await page.getByRole("region", { name: "Checklist" }).getByRole("textbox", { name: "Remark" }).nth(index).fill("It does not say what one would see next time.");
    }
    const answered = page.waitForResponse((answer) => answer.url().includes("/verdicts/") && answer.request().method() === "PUT");
    await group.getByText(verdict, { exact: true }).click();
    assert.equal((await answered).status(), 200);
  }
}

const browser = await openBrowser();
const mei = await signedIn(browser, url, "mei");

await mei.keyboard.press("c");
const dialog = mei.getByRole("dialog");
await dialog.getByLabel("What is happening?").fill(title);
await dialog.getByLabel("Summary").fill("31 % of the requests fail in the last step.");
await choose(mei, "Severity", /SEV2/);
await choose(mei, "Services", /checkout/i);
await mei.keyboard.press("Escape");
await dialog.getByRole("button", { name: "Declare" }).click();
await mei.getByRole("heading", { level: 1, name: title }).waitFor();
console.log("declared");

await mei.getByRole("button", { name: "I am on it" }).click();
await mei.getByLabel("What happened?").fill("Every connection to the payment provider is in use.");
await mei.getByRole("button", { name: "Add" }).click();
await mei.getByRole("listitem").getByText("Every connection").waitFor();
const impact = mei.getByRole("region", { name: "Impact" });
await impact.getByRole("button", { name: "Change" }).click();
await impact.getByLabel("Downtime, minutes").fill("35");
await impact.getByLabel("Users affected").fill("1840");
await impact.getByRole("radiogroup", { name: "Did users see it?" }).getByText("yes", { exact: true }).click();
await impact.getByRole("button", { name: "Save" }).click();
await impact.getByText("1840").waitFor();
for (const step of ["Users no longer suffer", "It is over", "End the response"]) {
  await mei.getByRole("button", { name: step }).click();
  await mei.getByRole("button", { name: step }).waitFor({ state: "detached" });
}
await mei.getByText("A postmortem is due.").waitFor();
console.log("judged due");

await mei.getByRole("link", { name: /writes it/ }).click();
await mei.getByRole("heading", { level: 1, name: /^PM-/ }).waitFor();
const number = /PM-\d+/.exec(await mei.getByRole("heading", { level: 1 }).innerText())[0];
for (const [section, text] of Object.entries(TEXTS)) await write(mei, section, text);
const actions = mei.getByRole("region", { name: "Action items" });
await actions.getByLabel("What is to be done?").fill("Give the payment client a retry budget instead of a number of retries");
await actions.getByLabel("How does one see that it is done?").fill("The load test with a slow provider keeps the pool below 80 %");
await choose(mei, "Owner", "Alex Rivera");
await actions.getByRole("button", { name: "Add", exact: true }).click();
await actions.getByText("Give the payment client").waitFor();
await choose(mei, "What set it off", "Binary push");
await choose(mei, "What it came about by", "Software");
await mei.keyboard.press("Escape");
await mei.getByRole("region", { name: "How it came about" }).getByRole("button", { name: "Save" }).click();
console.log("written");
const blockers = mei.getByRole("region", { name: "Before it can be published" });
await mei.getByRole("button", { name: "Submit for review" }).click();
await mei.getByText("in review", { exact: true }).first().waitFor({ timeout: 15_000 }).catch(async (failure) => {
  throw new Error(`It was not submitted; the page says: ${await blockers.innerText()}\n${failure}`);
});
console.log("submitted");

const ken = await signedIn(browser, url, "ken");
await ken.goto(`${url}/reviews/${number}`);
await judge(ken, { 4: "not met" });
await ken.getByRole("button", { name: "Ask for changes" }).click();
await ken.getByLabel("What is missing?").fill("Say what one would see the next time before customers do.");
await ken.getByRole("button", { name: "Ask for changes" }).click();
await ken.getByText("changes requested", { exact: true }).first().waitFor();
console.log("sent back");

await mei.getByText("changes requested", { exact: true }).first().waitFor({ timeout: 20_000 });
await actions.getByLabel("What is to be done?").fill("Alert when the payment connection pool is more than 80 % in use");
await actions.getByLabel("How does one see that it is done?").fill("The alert fires in the load test");
await choose(mei, "Owner", "Mei Tanaka");
await actions.getByRole("button", { name: "Add", exact: true }).click();
await actions.getByText("Alert when the payment").waitFor();
await write(mei, "Lessons", "Saturation is seen before errors are.");
await mei.getByRole("button", { name: "Submit for review" }).click();
await mei.getByText("in review", { exact: true }).first().waitFor();
console.log("submitted again");

await ken.goto(`${url}/reviews/${number}`);
await ken.getByText("round 2").waitFor({ timeout: 20_000 });
await ken.getByRole("tab", { name: "What changed" }).click();
await ken.locator("ins", { hasText: "Saturation is seen before errors are." }).waitFor();
assert.equal(await ken.getByRole("region", { name: "Root cause" }).count(), 0, "what did not change since the last round is not shown");
await judge(ken);
const accepted = ken.waitForResponse((answer) => answer.url().endsWith("/accept"));
await ken.getByRole("button", { name: "Accept this text" }).click();
assert.equal((await accepted).status(), 200, await (await accepted).text());
const alex = await signedIn(browser, url, "alex", `/reviews/${number}`);
if (!(await alex.getByText("accepted", { exact: true }).first().isVisible().catch(() => false))) {
  await alex.getByRole("heading", { level: 1 }).waitFor();
}
console.log("accepted");

await mei.getByRole("button", { name: "Publish" }).click({ timeout: 30_000 });
await mei.getByText("published", { exact: true }).first().waitFor();
await mei.getByRole("link", { name: "Read", exact: true }).click();
await mei.getByRole("heading", { level: 1, name: title }).waitFor();
await mei.getByText("Saturation is seen before errors are.").waitFor();
console.log(`published ${number}`);
for (const page of [mei, ken, alex]) assert.deepEqual(page.failures, []);
await browser.close();
