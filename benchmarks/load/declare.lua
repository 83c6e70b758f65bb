-- Declares incidents as fast as the connections allow; every request has an Idempotency-Key of its own.
-- wrk … declare.lua … <url> -- <run's name> <file with the body>      the token comes in MANABI_TOKEN

local threads = {}

function setup(thread)
   threads[#threads + 1] = thread
end

function init(arguments)
   run = arguments[1]
   sent = 0
   created = 0
   refused = ""
   local file = assert(io.open(arguments[2], "rb"))
   wrk.method = "POST"
   wrk.body = file:read("*a")
   file:close()
   wrk.headers["Content-Type"] = "application/json"
   wrk.headers["Authorization"] = "Bearer " .. os.getenv("MANABI_TOKEN")
end

function request()
   sent = sent + 1
   wrk.headers["Idempotency-Key"] = run .. "-" .. sent
   return wrk.format()
end

function response(status, headers, body)
   if status == 201 then
      created = created + 1
   elseif refused == "" then
      refused = status .. " " .. body
   end
end

-- One line for the program that called: what was created, in how many microseconds, the latencies' quantiles.
function done(summary, latency, requests)
   local created = 0
   local refused = ""
   for _, thread in ipairs(threads) do
      created = created + thread:get("created")
      refused = refused .. thread:get("refused")
   end
   local errors = summary.errors
   io.write(string.format("created=%d\tmicros=%d\tp50=%d\tp99=%d\tother=%d\trefused=%s\n",
      created, summary.duration, latency:percentile(50), latency:percentile(99),
      errors.connect + errors.read + errors.write + errors.status + errors.timeout,
      (refused:gsub("%s", " "))))
end
