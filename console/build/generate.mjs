// Makes the types of the client from the OpenAPI documents that the builds of the services wrote.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";

const root = fileURLToPath(new URL("../..", import.meta.url));
const target = `${root}/console/target/api`;
mkdirSync(target, { recursive: true });
for (const service of ["incident", "postmortem", "review", "notification"]) {
  const document = `${root}/${service}-service/target/openapi/openapi.json`;
  if (!existsSync(document)) {
    throw new Error(`${document} is missing: build ${service}-service first (./mvnw -pl console -am package)`);
  }
  writeFileSync(`${target}/${service}.ts`, astToString(await openapiTS(pathToFileURL(document))));
}
