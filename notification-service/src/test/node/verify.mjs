// Verifies what was signed: reads lines of JSON {secret, headers, body} from a file, prints "ok" or why not for each.
import {readFileSync} from 'node:fs';
import {Webhook} from 'standardwebhooks';

for (const line of readFileSync(process.argv[2], 'utf8').split('\n').filter(Boolean)) {
  const {secret, headers, body} = JSON.parse(line);
  try {
    new Webhook(secret).verify(body, headers);
    console.log('ok');
  } catch (error) {
    console.log(error.message);
  }
}
