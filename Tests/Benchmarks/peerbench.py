#!/usr/bin/env python3
"""Runs stormbench against a system described in adapters/NAME/system.json.

  peerbench.py NAME SCENARIO [--repeat K] [--out FILE] [--set key=value ...]
  peerbench.py series FILE.json SECONDS OUTDIR
  peerbench.py summary FILE...

Every run starts the system's processes in sessions of their own from fresh
data, runs one scenario, and ends exactly those processes again. Each run
appends one JSON object to the output file: stormbench's own report, and what
the system's processes used (CPU seconds, RSS, PSS), read from /proc.
Only the standard library is used.
"""
import argparse
import json
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
WORK = os.environ.get("PEERBENCH_WORK", os.path.join(tempfile.gettempdir(), "peerbench"))
TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


def proc_stats():
    """pid -> (session, cpu ticks with reaped children, rss bytes, comm)"""
    out = {}
    for d in os.listdir("/proc"):
        if not d.isdigit():
            continue
        try:
            with open(f"/proc/{d}/stat") as f:
                s = f.read()
        except OSError:
            continue
        r = s.rindex(")")
        f = s[r + 2:].split()
        out[int(d)] = (int(f[1]), int(f[3]), sum(map(int, f[11:15])), int(f[21]) * PAGE)
    return out


def owners(st, roots):
    """pid -> root: processes of the root's session, and its descendants"""
    out = {}

    def find(p, depth=0):
        if p in out:
            return out[p]
        if p in roots:
            return p
        if p not in st or depth > 50:
            return None
        ppid, sid = st[p][0], st[p][1]
        r = sid if sid in roots else find(ppid, depth + 1)
        out[p] = r
        return r

    for p in st:
        out[p] = find(p)
    return out


def pss(pid):
    try:
        with open(f"/proc/{pid}/smaps_rollup") as f:
            for line in f:
                if line.startswith("Pss:"):
                    return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def machine_busy():
    with open("/proc/stat") as f:
        v = list(map(int, f.readline().split()[1:9]))
    return (sum(v) - v[3] - v[4]) / TICK, sum(v) / TICK


def wait_quiet(limit_s, cores=0.2):
    """Waits until the machine is idle for two seconds, at most limit_s."""
    end = time.monotonic() + limit_s
    while time.monotonic() < end:
        b0, t0 = machine_busy()[0], time.monotonic()
        time.sleep(2)
        if (machine_busy()[0] - b0) / (time.monotonic() - t0) <= cores:
            return True
    return False


class Monitor(threading.Thread):
    """Samples CPU and memory of the system's sessions, four times a second."""

    def __init__(self):
        super().__init__(daemon=True)
        self.sessions = {}      # sid -> component name
        self.dead_cpu = 0.0     # CPU of components that ended (killed and restarted)
        self.last = {}          # sid -> last seen cpu
        self.series = []        # (t, cpu_s, rss, pss)
        self.by_comp = {}       # name -> peak rss
        self.lock = threading.Lock()
        self.on = True
        self.last_pss = 0
        self.peak_pss = 0

    def sample(self, with_pss=False):
        with self.lock:
            st = proc_stats()
            cpu = {s: 0 for s in self.sessions}
            rss = {s: 0 for s in self.sessions}
            p = 0
            own = owners(st, self.sessions)
            for pid, (_, _, c, r) in st.items():
                sid = own.get(pid)
                if sid in cpu:
                    cpu[sid] += c
                    rss[sid] += r
                    if with_pss:
                        p += pss(pid)
            for s, name in self.sessions.items():
                self.last[s] = max(self.last.get(s, 0), cpu[s])
                self.by_comp[name] = max(self.by_comp.get(name, 0), rss[s])
            if with_pss:
                self.last_pss = p
                self.peak_pss = max(self.peak_pss, p)
            row = (time.monotonic(), sum(self.last.values()) / TICK, sum(rss.values()), self.last_pss)
            self.series.append(row)
            return row

    def cpu_by_comp(self):
        out = {}
        for s, c in self.last.items():
            n = self.names.get(s, "?")
            out[n] = out.get(n, 0) + c / TICK
        return {k: round(v, 2) for k, v in out.items()}

    names = {}

    def add(self, sid, name):
        with self.lock:
            self.sessions[sid] = name
            self.names[sid] = name

    def run(self):
        k = 0
        while self.on:
            self.sample(with_pss=k % 8 == 0)
            k += 1
            time.sleep(0.25)


class System:
    def __init__(self, name, sets):
        self.dir = os.path.join(HERE, "adapters", name)
        self.name = name
        with open(os.path.join(self.dir, "system.json")) as f:
            self.conf = json.load(f)
        self.vars = {"ADAPTER": self.dir, "RUN": os.path.join(WORK, name), "HERE": HERE}
        self.vars.update(self.conf.get("vars", {}))
        self.vars.update(sets)
        for _ in range(3):
            self.vars = {k: self.sub(v) for k, v in self.vars.items()}
        # a component with "when": "VAR=value" is there only if the variable says so
        self.conf["components"] = [c for c in self.conf["components"] if "when" not in c or self.vars.get(c["when"].split("=")[0]) == c["when"].split("=")[1]]
        self.procs = {}
        self.kill_all = False
        self.mon = Monitor()

    def sub(self, s):
        return re.sub(r"\{([A-Z_]+)\}", lambda m: str(self.vars.get(m.group(1), m.group(0))), str(s))

    def shell(self, steps, what):
        for c in steps:
            r = subprocess.run(["bash", "-c", self.sub(c)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True)
            if r.returncode:
                sys.exit(f"{self.name}: {what} failed: {c}\n{r.stdout[-2000:]}")

    def start_comp(self, c):
        env = dict(os.environ)
        for k, v in self.conf.get("env", {}).items():
            env[k] = self.sub(v)
        for k, v in c.get("env", {}).items():
            env[k] = self.sub(v)
        log = open(os.path.join(self.vars["RUN"], c["name"] + ".log"), "ab")
        p = subprocess.Popen(["bash", "-c", "exec " + self.sub(c["cmd"])], stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                             cwd=self.sub(c.get("cwd", "{RUN}")), env=env, start_new_session=True)
        self.procs[c["name"]] = p
        self.mon.add(p.pid, c["name"])
        self.wait_ready(c, p)

    def wait_ready(self, c, p):
        end = time.monotonic() + c.get("ready_s", 60)
        r = c.get("ready")
        while r:
            if p.poll() is not None:
                sys.exit(f"{self.name}: {c['name']} ended with {p.returncode}; see its log in {self.vars['RUN']}")
            try:
                if r.startswith("tcp:"):
                    socket.create_connection(("127.0.0.1", int(self.sub(r[4:]))), 1).close()
                elif r.startswith("log:"):
                    with open(os.path.join(self.vars["RUN"], c["name"] + ".log"), errors="replace") as f:
                        if r[4:] not in f.read():
                            raise OSError
                else:
                    urllib.request.urlopen(self.sub(r), timeout=2).read()
                break
            except OSError:
                if time.monotonic() > end:
                    sys.exit(f"{self.name}: {c['name']} was not ready in time")
                time.sleep(0.1)
        time.sleep(c.get("settle_s", 0))

    def start(self):
        run = self.vars["RUN"]
        shutil.rmtree(run, ignore_errors=True)
        os.makedirs(run)
        self.shell(self.conf.get("prepare", []), "prepare")
        for c in self.conf["components"]:
            self.start_comp(c)
            self.shell(c.get("after", []), "after " + c["name"])
        self.mon.sample(True)
        self.mon.start()

    def killable(self):
        return [c for c in self.conf["components"] if self.kill_all or c.get("kill", True)]

    def restart_killed(self):
        for c in self.killable():
            p = self.procs[c["name"]]
            p.wait()
        time.sleep(self.conf.get("restart_delay_s", 1.0))
        self.shell(self.conf.get("before_restart", []), "before_restart")
        for c in self.killable():
            self.start_comp(c)

    def stop(self):
        self.mon.on = False
        for c in reversed(self.conf["components"]):
            p = self.procs.get(c["name"])
            if not p or p.poll() is not None:
                continue
            try:
                os.killpg(p.pid, getattr(signal, c.get("stop_signal", "SIGTERM")))
                p.wait(c.get("stop_s", 10))
            except subprocess.TimeoutExpired:
                pass
            except ProcessLookupError:
                pass
            try:
                os.killpg(p.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            p.wait()


def one_run(a, sets):
    s = System(a.system, sets)
    sc = dict(s.conf["scenarios"].get(a.scenario) or {})
    for k, v in (x.split("=", 1) for x in a.opt):
        sc[k] = v
    if not sc:
        sys.exit(f"{a.system} has no scenario {a.scenario}")
    kill_after = int(sc.pop("kill_after", 0))
    if kill_after:
        sc["kill-after"] = kill_after
    if "kill-after-delivered" in sc:
        kill_after = int(sc["kill-after-delivered"])
    s.kill_all = bool(sc.pop("kill_all", False))
    note = sc.pop("note", None)
    prefill = sc.pop("prefill", [])
    s.start()
    try:
        s.shell(prefill, "prefill")
        warm = int(sc.pop("warmup", s.conf.get("warmup", 0)))
        if warm:
            subprocess.run([os.path.join(HERE, "stormbench"), "--adapter", os.path.join(s.dir, s.sub(s.conf.get("intake", "intake.adapter"))), "--n", str(warm), "--conns", str(sc.get("conns", 4)),
                            "--sink-port", s.sub(sc.get("sink-port", 19999)), "--quiet-s", "20", "--max-s", "60"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        args = [os.path.join(HERE, "stormbench"), "--progress-s", "0.2"]
        if sc.get("mode") != "sink" and "adapter" not in sc:
            args += ["--adapter", os.path.join(s.dir, s.sub(s.conf.get("intake", "intake.adapter")))]
        ext = sc.pop("external", None)   # an external generator for mode sink
        post = sc.pop("post", [])        # commands whose output is kept with the result
        for k, v in sc.items():
            args += ["--" + k, s.sub(v)]
        if kill_after:
            for c in s.killable():
                args += ["--kill-pgid", str(s.procs[c["name"]].pid)]
        before = s.mon.sample(True)
        busy0, all0 = machine_busy()
        t0 = time.monotonic()
        p = subprocess.Popen(args, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        marks = {}
        prog = []
        gen = None

        def reader():
            for line in p.stderr:
                now = time.monotonic()
                prog.append((now, line.strip()))
                if "gen-done" in line and "gen_done" not in marks:
                    marks["gen_done"] = now
                m = re.search(r"accepted=(\d+).*delivered=(\d+)", line)
                if m and "gen-done" in line and int(m[2]) >= int(m[1]) and "drained" not in marks:
                    marks["drained"] = now

        th = threading.Thread(target=reader, daemon=True)
        th.start()
        if ext:
            while not prog:
                time.sleep(0.02)
            run_id = re.search(r"run=(\w+)", prog[0][1])[1]
            gen = subprocess.Popen(["bash", "-c", "exec " + s.sub(ext).replace("@RUN@", run_id)], start_new_session=True,
                                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            s.mon.add(gen.pid, "loop")
        if kill_after:
            while p.poll() is None and not any(" killed" in l for _, l in prog[-3:]):
                time.sleep(0.02)
            if p.poll() is None:
                s.restart_killed()
                marks["restarted"] = time.monotonic()
        out = p.stdout.read()
        p.wait()
        th.join()
        if gen:
            go = gen.communicate()[0]
            marks["loop_output"] = go.strip()[-500:]
        after = s.mon.sample(True)
        t1 = time.monotonic()
        busy1, all1 = machine_busy()
        rep = json.loads(out)
        cpu = after[1] - before[1]
        rep["system"] = {
            "cpu_s": round(cpu, 3), "wall_s": round(t1 - t0, 3),
            "cpu_by_component": s.mon.cpu_by_comp(),
            "rss_start_mb": round(before[2] / 1e6, 1), "rss_peak_mb": round(max(r[2] for r in s.mon.series) / 1e6, 1),
            "rss_end_mb": round(after[2] / 1e6, 1), "pss_peak_mb": round(s.mon.peak_pss / 1e6, 1), "pss_end_mb": round(after[3] / 1e6, 1),
            "rss_peak_by_component_mb": {k: round(v / 1e6, 1) for k, v in s.mon.by_comp.items()},
        }
        if rep.get("delivered"):
            rep["system"]["cpu_ms_per_delivery"] = round(cpu * 1000 / rep["delivered"], 3)
        if "drained" in marks and sc.get("mode") != "sink":
            near = [r for r in s.mon.series if r[0] >= marks["drained"]]
            if near and after[0] - near[0][0] > 5:
                d = after[0] - near[0][0]
                rep["idle"] = {"s": round(d, 1), "cpu_s": round(after[1] - near[0][1], 3), "cpu_percent_of_a_core": round(100 * (after[1] - near[0][1]) / d, 2),
                               "rss_mb": round(near[0][2] / 1e6, 1), "rss_end_mb": round(after[2] / 1e6, 1)}
        if "restarted" in marks:
            rep["restart_ready_s"] = round(marks["restarted"] - t0 - rep.get("killed_at_s", 0), 2)
        if "loop_output" in marks:
            rep["loop_output"] = marks["loop_output"]
        own = cpu + rep["harness_cpu_s"]
        rep["other_load_cores"] = round(max(0.0, busy1 - busy0 - own) / (t1 - t0), 3)
        rep.update({"system_name": a.system, "scenario": a.scenario, "when": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "label": a.label, "vars": {k: v for k, v in sets.items()}, "opts": a.opt})
        if note:
            rep["note"] = note
        if post:
            rep["post"] = [subprocess.run(["bash", "-c", s.sub(c)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=60).stdout.strip()[-500:] for c in post]
        return rep
    finally:
        s.stop()


def get(r, path):
    for k in path.split("."):
        r = r.get(k) if isinstance(r, dict) else None
        if r is None:
            return None
    return r


COLS = ["end_to_end_per_s", "intake_per_s", "latency_ms.p50", "latency_ms.p99", "latency_ms.max", "ack_ms.p50", "sent", "accepted", "rejected", "broken", "delivered", "accepted_lost",
        "duplicates", "delivered_before_kill", "delivered_after_kill", "not_accepted_delivered", "drain_after_last_ack_s", "system.cpu_s", "system.cpu_ms_per_delivery", "system.rss_start_mb", "system.rss_peak_mb", "system.pss_peak_mb",
        "idle.s", "idle.cpu_s", "idle.cpu_percent_of_a_core", "idle.rss_mb", "other_load_cores"]


def summary(files):
    groups = {}
    for f in files:
        with open(f) as h:
            for line in h:
                r = json.loads(line)
                groups.setdefault((r["system_name"], r["scenario"], r.get("label", "")), []).append(r)
    for k in sorted(groups):
        every = groups[k]
        rs = [r for r in every if r.get("quiet", True)] or every
        kind = "" if any(r.get("quiet", True) for r in every) else ", all disturbed by other load"
        print(f"\n{' / '.join(x for x in k if x)}  (runs used: {len(rs)} of {len(every)}{kind})")
        for c in COLS:
            v = [x for x in (get(r, c) for r in rs) if x is not None]
            if v and any(v):
                print(f"  {c:28s} median {statistics.median(v):12.3f}   min {min(v):12.3f}   max {max(v):12.3f}")


def series(file, deadline_s, out_dir):
    """Runs a list of [system, scenario, label, {var: value}, {option: value}, runs, sensitive]:
    items that measure speed wait for an idle machine; the others fill the time."""
    items = []
    with open(file) as f:
        for it in json.load(f):
            it.setdefault("runs", 1)
            it["done"] = it["tries"] = 0
            items.append(it)
    end = time.monotonic() + deadline_s
    os.makedirs(out_dir, exist_ok=True)
    log = open(os.path.join(out_dir, "series.log"), "a")
    while time.monotonic() < end:
        todo = [i for i in items if i["done"] < i["runs"] and i["tries"] < i.get("max_tries", i["runs"] + 2)]
        if not todo:
            break
        quiet = wait_quiet(6)
        sens = [i for i in todo if i.get("sensitive", True)]
        rest = [i for i in todo if not i.get("sensitive", True)]
        pool = sens if sens and (quiet or not rest) else rest
        if pool is sens and not quiet:
            wait_quiet(20)  # and if that does not help, run it all the same: it will be marked
        it = min(pool, key=lambda i: (i["done"], i["tries"]))
        it["tries"] += 1
        cmd = [sys.executable, os.path.abspath(__file__), it["system"], it["scenario"], "--wait-quiet", "0", "--attempts", "1", "--label", it.get("label", ""),
               "--out", os.path.join(out_dir, it["system"] + ".jsonl")]
        for k, v in it.get("set", {}).items():
            cmd += ["--set", f"{k}={v}"]
        for k, v in it.get("opt", {}).items():
            cmd += ["--opt", f"{k}={v}"]
        r = subprocess.run(cmd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        disturbed = "disturbed" in r.stdout
        if r.returncode == 0 and (not disturbed or not it.get("sensitive", True)):
            it["done"] += 1
        log.write(f"{time.strftime('%H:%M:%S')} {it.get('label', '')} rc={r.returncode} {'DISTURBED ' if disturbed else ''}{r.stdout.strip()[-700:]}\n")
        log.flush()
    log.write("series ends; open: %s\n" % [(i["system"], i["scenario"], i.get("label"), i["done"], i["tries"]) for i in items if i["done"] < i["runs"]])


def main():
    if len(sys.argv) > 1 and sys.argv[1] == "series":
        return series(sys.argv[2], float(sys.argv[3]), sys.argv[4])
    if len(sys.argv) > 1 and sys.argv[1] == "summary":
        return summary(sys.argv[2:])
    ap = argparse.ArgumentParser()
    ap.add_argument("system")
    ap.add_argument("scenario")
    ap.add_argument("--repeat", type=int, default=1)
    ap.add_argument("--out", default=os.path.join(HERE, "results", "runs.jsonl"))
    ap.add_argument("--label", default="")
    ap.add_argument("--set", action="append", default=[], help="VAR=value for {VAR} in system.json")
    ap.add_argument("--opt", action="append", default=[], help="stormbench option=value, over the scenario's")
    ap.add_argument("--wait-quiet", type=float, default=60, help="seconds to wait for an idle machine before a run")
    ap.add_argument("--attempts", type=int, default=2, help="tries at a run that others' load disturbs (all are kept, marked 'quiet' or not)")
    ap.add_argument("--max-other-load", type=float, default=0.25, help="busy cores of others above which a run counts as disturbed")
    a = ap.parse_args()
    sets = dict(x.split("=", 1) for x in a.set)
    os.makedirs(os.path.dirname(a.out), exist_ok=True)
    for i in range(a.repeat):
        for attempt in range(a.attempts):
            wait_quiet(a.wait_quiet)
            r = one_run(a, sets)
            r["attempt"] = attempt
            r["quiet"] = r["other_load_cores"] <= a.max_other_load
            with open(a.out, "a") as f:
                f.write(json.dumps(r) + "\n")
            if r["quiet"]:
                break
            print(f"  disturbed run ({r['other_load_cores']} busy cores of others; e2e {r['end_to_end_per_s']}/s)", file=sys.stderr, flush=True)
        i_ = r.get("idle") or {}
        print(f"{a.system}/{a.scenario} #{i + 1}: e2e {r['end_to_end_per_s']}/s intake {r['intake_per_s']}/s lat p50 {get(r, 'latency_ms.p50')} p99 {get(r, 'latency_ms.p99')} max {get(r, 'latency_ms.max')} ms; "
              f"acc {r['accepted']} del {r['delivered']} lost {r['accepted_lost']} dup {r['duplicates']} rej {r['rejected']} broken {r['broken']}; cpu {r['system']['cpu_s']}s rss {r['system']['rss_peak_mb']}MB pss {r['system']['pss_peak_mb']}MB; "
              f"idle {i_.get('cpu_percent_of_a_core')}% over {i_.get('s')}s; other load {r['other_load_cores']}", flush=True)


main()
