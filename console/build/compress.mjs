// Zips once what would otherwise be zipped for every browser.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const dist = fileURLToPath(new URL("../target/dist", import.meta.url));
let scripts = 0;
for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  if (entry.isFile() && /\.(html|js|css|svg|json)$/.test(entry.name)) {
    const file = `${entry.parentPath ?? entry.path}/${entry.name}`;
    const zipped = gzipSync(readFileSync(file), { level: 9 });
    writeFileSync(`${file}.gz`, zipped);
    if (entry.name.endsWith(".js")) scripts += zipped.length;
  }
}
console.log(`The console's scripts, zipped: ${Math.round(scripts / 1000)} kB in all, of which a page loads a part`);
