# What your officer gave you when your system was registered, and where the county's Sonata is.
BASE=${BASE:-https://sonata.example.gov.cn}
COUNTY=${COUNTY:-500229}

# 1. The issuer tells where tokens come from; a token lasts an hour or less.
ISSUER=${ISSUER:-$(curl -sf "$BASE/data/site.json" | sed 's/.*"issuer":"\([^"]*\)".*/\1/')}
TOKEN=$(curl -sf "$ISSUER/token" \
  -d grant_type=client_credentials -d "client_id=$CLIENT_ID" -d "client_secret=$CLIENT_SECRET" \
  -d "scope=system.read system.write grids.read grids.write" | sed 's/.*"access_token":"\([^"]*\)".*/\1/')

# 2. Who am I, and what may I do?
curl -sf "$BASE/api/v1/me" -H "authorization: Bearer $TOKEN"; echo

# 3. A list as NDJSON; the Link header names the next page.
curl -sf "$BASE/api/v1/counties/$COUNTY/exports/units?limit=2" -H "authorization: Bearer $TOKEN"

# 4. An import: open, send parts, or one large file, or both; start, look.
IMPORT=$(curl -sf "$BASE/api/v1/divisions/$COUNTY/imports" -H "authorization: Bearer $TOKEN" \
  -H 'content-type: application/json' -H 'idempotency-key: "quickstart-open"' \
  -d '{"kind": "units"}' | sed 's/^{"id":"\([^"]*\)".*/\1/')
printf '%s\n' '{"id":"quickstart","name":"快速入门","kind":"department","lng":108.66,"lat":31.95}' |
  curl -sf -X PUT "$BASE/api/v1/divisions/$COUNTY/imports/$IMPORT/parts/1" -H "authorization: Bearer $TOKEN" \
    -H 'content-type: application/x-ndjson' -H 'idempotency-key: "quickstart-part"' --data-binary @- > /dev/null
FILE=$(mktemp)
printf '%s\n' 'id,name,kind,lng,lat' 'quickstart,快速入门,department,108.66,31.95' > "$FILE"
# The file is put at an address that holds for 15 minutes, without the token, with the headers that came with it.
# It holds the same row: nothing is stored twice.
ADDRESS=$(curl -sf "$BASE/api/v1/divisions/$COUNTY/imports/$IMPORT/upload" -H "authorization: Bearer $TOKEN" \
  -H 'content-type: application/json' -d "{\"type\": \"text/csv\", \"bytes\": $(wc -c < "$FILE")}" |
  sed 's/.*"url":"\([^"]*\)".*/\1/')
curl -sf -X PUT "$ADDRESS" -H 'content-type: text/csv' -H 'if-none-match: *' --data-binary "@$FILE"
curl -sf -X POST "$BASE/api/v1/divisions/$COUNTY/imports/$IMPORT/start" -H "authorization: Bearer $TOKEN" \
  -H 'idempotency-key: "quickstart-start"' > /dev/null
curl -sf "$BASE/api/v1/divisions/$COUNTY/imports/$IMPORT" -H "authorization: Bearer $TOKEN"; echo

# 5. What changed? Go on with `next` for ever.
curl -sf "$BASE/api/v1/divisions/$COUNTY/events?limit=5" -H "authorization: Bearer $TOKEN"; echo
