#!/usr/bin/env bash
# Makes a contact tree with one receiver, an access token and the intake's description. usage: prepare.sh TOCSIN RUN PORT SINK
set -euo pipefail
tocsin=$1 run=$2 port=$3 sink=$4
unit=$run/Contacts/bench
mkdir -p "$unit/plans"
cat > "$unit/unit.yaml" <<YAML
name: Bench
time_zone: UTC
language: en
people:
  sink-one:
    name: Sink One
    addresses:
      - {webhook: "http://127.0.0.1:$sink/alert", secret: {env: BENCH_WEBHOOK_SECRET}}
groups:
  duty: {members: [sink-one]}
YAML
cat > "$unit/plans/storm.yaml" <<'YAML'
name: Storm
report:
  zone: {type: text, label: Zone}
severity:
  default: II
  labels: {II: Serious}
responses:
  I: {steps: [{ask: [duty], within: 1h}]}
  II:
    steps:
      - {ask: [duty], within: 1h}
    repeat: {times: 2, every: 10m}
  III: {steps: [{ask: [duty], within: 1h}]}
  IV: {steps: [{ask: [duty], within: 1h}]}
fallback: [duty]
guidance: Look after yourself first.
YAML
token=$("$tocsin" token create --role reporter --name bench --data "$run/data")
cat > "$run/intake.adapter" <<ADAPTER
port   = $port
path   = /v1/incidents
header = Content-Type: application/json
header = Authorization: Bearer $token
prefix = [
item   = {"unit":"/bench","plan":"storm","title":"@KEY@","place":"Hall @IDX@","occurred_at":"@NOW@","facts":{"zone":"north"}}
sep    = ,
suffix = ]
ADAPTER
sed -e '/^prefix/d; /^suffix/d; /^sep/d' "$run/intake.adapter" > "$run/intake-single.adapter"
