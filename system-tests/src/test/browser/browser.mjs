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
