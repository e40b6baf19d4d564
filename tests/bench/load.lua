-- Asks for the paths of a file one after the other, with one of several tokens in turn.
--
--   wrk ... -s load.lua BASE -- PATHS START [TOKENS]    one path, one token a line
--
-- {moment} in a path becomes a moment of long ago, another one for each request, counted from START seconds after
-- the year 2000: a filter that changes nothing in the answer, and that no cache has seen.
local paths, tokens, turn = {}, {}, 0
local offset, start = 0, 0

function setup(thread)
  thread:set("offset", offset)
  offset = offset + 977
end

function init(args)
  for line in io.lines(args[1]) do
    paths[#paths + 1] = line
  end
  start = 946684800 + tonumber(args[2])
  if args[3] then
    for line in io.lines(args[3]) do
      tokens[#tokens + 1] = { ["Authorization"] = "Bearer " .. line }
    end
  end
  turn = offset
end

function request()
  turn = turn + 1
  local headers = #tokens > 0 and tokens[turn % #tokens + 1] or nil
  local path = paths[turn % #paths + 1]
  if path:find("{moment}", 1, true) then
    path = path:gsub("{moment}", os.date("!%Y-%m-%dT%H:%M:%SZ", start + turn))
  end
  return wrk.format("GET", path, headers)
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '{"requests":%d,"seconds":%.3f,"bytes":%d,"p50_ms":%.3f,"p99_ms":%.3f,"refused":%d,"broken":%d}\n',
    summary.requests, summary.duration / 1e6, summary.bytes, latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3, errors.status, errors.timeout + errors.connect + errors.read + errors.write))
end
