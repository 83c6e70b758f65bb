// A browser with the console of a running system, as the person who is asked for sees it.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const PROGRAMS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];

export const PROGRAM = process.env.MANABI_CHROMIUM ?? PROGRAMS.find((path) => existsSync(path));

export async function openBrowser() {
  if (!PROGRAM) throw new Error("There is no Chromium: apt install chromium, or say where it is in MANABI_CHROMIUM");
  return chromium.launch({ executablePath: PROGRAM, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
}

/** Signs in as a person of the demo and stands at the path. */
export async function signedIn(browser, url, person, path = "/", options = {}) {
  const context = await browser.newContext({ locale: "en-GB", timezoneId: "UTC", ...options });
  const page = await context.newPage();
  page.failures = [];
  page.on("pageerror", (error) => page.failures.push(String(error)));
  page.on("console", (message) => {
    // A refusal that the test asks for is no failure; what breaks the policy or the code is.
    if (message.type() === "error" && !/Failed to load resource/.test(message.text())) page.failures.push(message.text());
  });
  await page.goto(url + path);
  await page.locator(`#as-${person}`).click();
  await page.locator("header").waitFor();
  return page;
}

const tokens = new Map();

/** Asks the API as a person of the demo. */
async function ask(url, person, method, path, body) {
  if (!tokens.has(person)) {
    const { issuer } = await (await fetch(`${url}/console.json`)).json();
    const granted = await fetch(`${issuer}/token`, {
      method: "POST",
      body: new URLSearchParams({ grant_type: "client_credentials", client_id: person, client_secret: "none", scope: "openid" }),
    });
    tokens.set(person, (await granted.json()).access_token);
  }
  const answer = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: { Authorization: `Bearer ${tokens.get(person)}`, "Content-Type": "application/json", "If-Match": "*" },
    body: body && JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** An incident that was declared, ended and closed over REST. */
export async function closed(url, title, { severity = "SEV1", visible = true } = {}) {
  const incident = await ask(url, "mei", "POST", "/incidents", { title, severity, services: ["checkout"], impact: { userVisible: visible, downtimeMinutes: visible ? 60 : 0 } });
  await ask(url, "mei", "PUT", `/incidents/${incident.id}/roles`, { commander: "mei" });
  await ask(url, "mei", "POST", `/incidents/${incident.id}/resolve`, {});
  await ask(url, "mei", "POST", `/incidents/${incident.id}/close`, {});
  return incident;
}

/** A draft to write in. */
export async function draftOf(url, title) {
  const incident = await closed(url, title);
  for (;;) {
    const { items } = await ask(url, "mei", "GET", `/postmortems?incidentId=${incident.id}`);
    if (items.length > 0) return { draft: items[0].number, incident: incident.number };
    await new Promise((later) => setTimeout(later, 250));
  }
}

/** Everything that the page shows has been loaded. What it listens to never ends, so that the network is never idle. */
export async function settled(page) {
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForTimeout(200);
  await page.waitForFunction(() => [...document.querySelectorAll(".mantine-Loader-root")].every((loader) => !loader.checkVisibility()));
  await page.waitForTimeout(300);
}
