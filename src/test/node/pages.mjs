// node pages.mjs FOLDER PAGE...: opens pages in headless Chromium, writes screenshots into the folder, and prints a JSON
// array of what it found on each page.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";
import { inPage } from "./in-page.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const VARIANTS = [["light", 1440, 1500], ["dark", 1440, 1500], ["light", 390, 844], ["dark", 390, 844]];

/** The npm package has a binary for Linux on x64; elsewhere, one that is installed. */
async function browser() {
  if (process.env.CHROMIUM) return { executablePath: process.env.CHROMIUM, env: process.env };
  if (process.platform === "linux" && process.arch === "x64") return packaged();
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const found = process.env.PATH.split(delimiter).flatMap(each => names.map(name => join(each, name))).find(existsSync);
  if (found) return { executablePath: found, env: process.env };
  throw new Error("no Chromium for " + process.platform + " on " + process.arch +
    ": install one (Debian: apt-get install chromium), or set CHROMIUM to its path");
}

async function packaged() {
  const { default: chromium } = await import("@sparticuz/chromium");
  // The package has the libraries that a machine may lack, and unpacks them where it believes to be on AWS Lambda.
  process.env.AWS_EXECUTION_ENV = "AWS_Lambda_nodejs22.x";
  const executablePath = await chromium.executablePath();
  delete process.env.AWS_EXECUTION_ENV;
  const env = { ...process.env };
  if (/not found/.test(execFileSync("ldd", [executablePath], { encoding: "utf8" }))) {
    env.LD_LIBRARY_PATH = join(tmpdir(), "al2023", "lib");
  }
  return { executablePath, env };
}

/** A tab with a page, and what the page says and asks for meanwhile. */
async function open(chrome, file, [scheme, width, height], script = true) {
  const tab = await chrome.newPage();
  const problems = [];
  const url = pathToFileURL(file).href;
  tab.on("console", message => problems.push("console " + message.type() + ": " + message.text()));
  tab.on("pageerror", error => problems.push("error: " + error.message));
  tab.on("request", request => {
    const asked = request.url();
    if (asked !== url && !asked.startsWith("data:")) problems.push("request: " + asked);
  });
  await tab.setJavaScriptEnabled(script);
  await tab.setViewport({ width, height });
  await tab.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await tab.goto(url);
  return { tab, problems };
}

async function axe(tab) {
  await tab.evaluate(AXE);
  const result = await tab.evaluate(() => axe.run({ resultTypes: ["violations"] }));
  return result.violations.flatMap(each => each.nodes.map(node => each.id + ": " + node.html.slice(0, 200)));
}

async function look(chrome, folder, file) {
  const name = basename(file, ".html");
  const found = { page: name, problems: [], violations: [], loadMs: Infinity };
  for (const variant of VARIANTS) {
    const { tab, problems } = await open(chrome, file, variant);
    const [scheme, width] = variant;
    const at = scheme + " " + width + ": ";
    await tab.screenshot({ path: join(folder, [name, scheme, width].join("-") + ".png") });
    found.loadMs = Math.min(found.loadMs, await tab.evaluate(inPage.loadMs));
    found["wide" + width] = await tab.evaluate(inPage.isWiderThanWindow);
    if (scheme === "light" && width === 1440) {
      found.pictures = await tab.evaluate(inPage.overlaps);
      found.use = await tab.evaluate(inPage.use);
    }
    // Colours differ by scheme, and what scrolls differs by width.
    if ((scheme === "light") === (width === 1440)) found.violations.push(...(await axe(tab)).map(each => at + each));
    found.problems.push(...problems.map(each => at + each));
    await tab.close();
  }
  const { tab, problems } = await open(chrome, file, VARIANTS[0], false);
  found.withoutScript = await tab.evaluate(inPage.readable);
  found.problems.push(...problems.map(each => "without script: " + each));
  await tab.close();
  return found;
}

const [folder, ...files] = process.argv.slice(2);
const chrome = await puppeteer.launch({
  ...(await browser()),
  headless: "shell",
  // The tests may run as root, where Chromium has no sandbox; the pages are the project's own.
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--font-render-hinting=none"],
});
try {
  const found = [];
  for (const file of files) found.push(await look(chrome, folder, file));
  console.log(JSON.stringify(found));
} finally {
  await chrome.close();
}
