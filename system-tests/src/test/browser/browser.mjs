// A browser with the console of a running system, as the person who is asked for sees it.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const PROGRAMS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];

export async function openBrowser() {
  const executablePath = process.env.MANABI_CHROMIUM ?? PROGRAMS.find((path) => existsSync(path));
  if (!executablePath) throw new Error("There is no Chromium: apt install chromium, or say where it is in MANABI_CHROMIUM");
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
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

/** A draft to write in, made over REST: an incident that is declared, ended and closed. */
export async function draftOf(url, title) {
  const { issuer } = await (await fetch(`${url}/console.json`)).json();
  const granted = await fetch(`${issuer}/token`, {
    method: "POST",
    body: new URLSearchParams({ grant_type: "client_credentials", client_id: "mei", client_secret: "none", scope: "openid" }),
  });
  const { access_token: token } = await granted.json();
  const ask = async (method, path, body) => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json", "If-Match": "*" },
      body: body && JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const incident = await ask("POST", "/incidents", { title, severity: "SEV1", services: ["checkout"], impact: { userVisible: true, downtimeMinutes: 60 } });
  await ask("PUT", `/incidents/${incident.id}/roles`, { commander: "mei" });
  await ask("POST", `/incidents/${incident.id}/resolve`, {});
  await ask("POST", `/incidents/${incident.id}/close`, {});
  for (;;) {
    const { items } = await ask("GET", `/postmortems?incidentId=${incident.id}`);
    if (items.length > 0) return { draft: items[0].number, incident: incident.number };
    await new Promise((later) => setTimeout(later, 250));
  }
}
