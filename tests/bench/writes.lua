-- Sends findings, each under an id of its own, with one of several tokens in turn.
--
--   wrk ... -s writes.lua BASE -- SEED WALK TOKENS    a number, the id of a walk, a file with one token a line
local tokens, turn, walk = {}, 0, ""
local seed = 0

function setup(thread)
  thread:set("seed", seed)
  seed = seed + 1
end

function init(args)
  math.randomseed(tonumber(args[1]) * 64 + seed)
  walk = args[2]
  for line in io.lines(args[3]) do
    tokens[#tokens + 1] = { ["Authorization"] = "Bearer " .. line, ["Content-Type"] = "application/json" }
  end
end

-- A UUIDv7 of this second.
local function id()
  local ms = string.format("%012x", os.time() * 1000 + math.random(0, 999))
  return string.format("%s-%s-7%03x-%04x-%06x%06x", ms:sub(1, 8), ms:sub(9), math.random(0, 0xfff),
    math.random(0x8000, 0xbfff), math.random(0, 0xffffff), math.random(0, 0xffffff))
end

function request()
  turn = turn + 1
  local body = string.format(
    '{"category":"lamp-uit","position":{"lon":%.6f,"lat":%.6f},"accuracy_m":6,"position_source":"gps",' ..
      '"observed_at":"%s","note":"De lamp bij de bank doet het niet.","walk":"%s"}',
    4.40 + math.random() / 10, 51.89 + math.random() / 20, os.date("!%Y-%m-%dT%H:%M:%SZ"), walk)
  return wrk.format("PUT", "/api/findings/" .. id(), tokens[turn % #tokens + 1], body)
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '{"requests":%d,"seconds":%.3f,"p50_ms":%.3f,"p99_ms":%.3f,"refused":%d,"broken":%d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    errors.status, errors.timeout + errors.connect + errors.read + errors.write))
end
