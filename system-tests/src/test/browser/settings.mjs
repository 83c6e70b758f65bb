// What whoever looks after the system sets up, by clicking; and an incident that is put right afterwards.
import assert from "node:assert/strict";
import { draftOf, openBrowser, settled, signedIn } from "./browser.mjs";

const url = process.argv[2];
const { incident } = await draftOf(url, "Checkout answers with errors");
const browser = await openBrowser();

const hana = await signedIn(browser, url, "hana", "/settings/policy");
await settled(hana);
const backtest = hana.getByRole("region", { name: "What would have been" });
await backtest.getByText(/^0 past incidents/).waitFor();
for (const criterion of ["Users noticed it for long enough", "Somebody on call had to act", "Data was lost", "Money was involved", "Monitoring missed it"]) {
  await hana.getByRole("switch", { name: criterion }).click();
}
// Nothing but what takes a day is due now: the incident above would not be.
await hana.getByLabel("More than, min").fill("1440");
await backtest.getByText(/^[1-9]\d* past incidents? would be decided otherwise/).waitFor();
await backtest.getByRole("link", { name: incident }).waitFor();
await hana.getByRole("switch", { name: "Monitoring missed it" }).click();
await hana.getByLabel("In force from").fill("2099-01-01T00:00");
await hana.getByLabel("Reason").fill("From then on, only long ones.");
await hana.getByRole("button", { name: "Save as a new version" }).click();
await hana.getByText(/Version \d+ · Hana Sato.*From then on, only long ones\./).first().waitFor();
console.log("a policy was tried on the past and saved");

await hana.goto(`${url}/settings/channels`);
const channels = hana.getByRole("region", { name: "Channels", exact: true });
await channels.getByRole("button", { name: "Add" }).click();
const name = `webhook-${Date.now() % 100_000}`;
const form = hana.getByRole("dialog");
await form.getByLabel("Name").fill(name);
await form.getByRole("combobox", { name: "Kind" }).or(form.getByRole("textbox", { name: "Kind" })).first().click();
await hana.getByRole("option", { name: "webhook" }).click();
await form.getByLabel("Address").fill("https://hooks.shop.example/manabi");
await form.getByRole("button", { name: "Save" }).click();
await hana.getByText("It is shown only now.").or(form.getByRole("alert")).first().waitFor();
console.log("a channel was set up");

const mei = await signedIn(browser, url, "mei", `/incidents/${incident}`);
await mei.getByLabel("What happened?").fill("The release was rolled bakc.");
await mei.getByRole("button", { name: "Add", exact: true }).click();
await mei.getByRole("button", { name: /^Correct: The release/ }).click();
await mei.getByRole("dialog").getByLabel("What happened?").fill("The release was rolled back.");
await mei.getByRole("dialog").getByRole("button", { name: "Save" }).click();
await mei.getByText("corrected once").waitFor();
await mei.getByRole("button", { name: "As it was known then" }).click();
await mei.getByRole("slider").press("Home");
await mei.getByRole("status").getByText(/declared \(1/).waitFor();
assert.equal(await mei.getByText("The release was rolled back.").count(), 0, "what was said later was not known then");
await mei.getByRole("button", { name: "Back to now" }).click();
await mei.getByText("The release was rolled back.").waitFor();
console.log("an incident was put right, and looked at as it was known then");
for (const page of [hana, mei]) assert.deepEqual(page.failures, []);
await browser.close();
