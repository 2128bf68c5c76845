import Dispatch
import Dispatching
import StoreSQLite
import Synchronization

/// Crashes every story at every point at which something is written, goes on with what survives, and looks whether every
/// promise was kept (RELIABILITY §3.3 F1–F3).
package struct CrashPoints: Sendable {
    /// What was tried and what was found.
    package struct Outcome: Sendable {
        package var stories = 0
        package var points = 0
        /// Recoveries.
        package var runs = 0
        package var failed = 0
        /// The first failures, with what makes each happen again.
        package var failures: [String] = []

        package var summary: String { "\(stories) scenarios, \(points) points, \(runs) runs, \(failed) failed" }

        mutating func add(_ failure: String) {
            failed += 1
            if failures.count < 20 { failures.append(failure) }
        }
    }

    private struct Work: Sendable {
        var story: Story
        var point: Int
        var phase: FaultDisk.Phase
    }

    private let stories: [Story]
    private let stride: Int
    private let only: Int?
    private let jobs: Int
    private let isLying: Bool

    /// - Parameters:
    ///   - stories: what is tried.
    ///   - stride: every so manyth point is tried; 1 for all.
    ///   - only: this point alone.
    ///   - jobs: how many threads.
    ///   - isLying: whether the disks' syncs do nothing: then promises must be found broken.
    package init(
        stories: [Story] = Story.all,
        stride: Int = 1,
        only: Int? = nil,
        jobs: Int = 2,
        isLying: Bool = false
    ) {
        self.stories = stories
        self.stride = max(stride, 1)
        self.only = only
        self.jobs = max(jobs, 1)
        self.isLying = isLying
    }

    /// Tries everything.
    package func run() -> Outcome {
        var outcome = Outcome()
        var works: [Work] = []
        for story in stories {
            outcome.stories += 1
            do {
                let points = try points(of: story)
                let first = points.all.lowerBound
                let chosen = points.all.filter { ($0 - first) % stride == 0 && (only == nil || only == $0) }
                outcome.points += chosen.count
                for point in chosen {
                    for phase in FaultDisk.Phase.allCases where phase != .torn || points.torn.contains(point) {
                        works.append(Work(story: story, point: point, phase: phase))
                    }
                }
            } catch {
                outcome.add("\(story.name) without a crash: \(error)")
            }
        }
        let shared = Mutex(outcome)
        let next = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: jobs) { [works] _ in
            while true {
                let index = next.withLock { index in
                    index += 1
                    return index - 1
                }
                guard index < works.count else { return }
                let found = attempt(works[index])
                shared.withLock { outcome in
                    outcome.runs += FaultDisk.Survival.allCases.count
                    for failure in found { outcome.add(failure) }
                }
            }
        }
        return shared.withLock { $0 }
    }

    /// The points of a story, from a run in which nothing fails; that run must be faultless too.
    private func points(of story: Story) throws -> (all: ClosedRange<Int>, torn: Set<Int>) {
        let run = try Self.begin(story)
        let disk = run.disk
        defer { disk.free() }
        defer { run.close() }
        for deed in story.prelude { try run.perform(deed) }
        let first = disk.operations + 1
        for deed in story.deeds { try run.perform(deed) }
        let last = disk.operations
        guard first <= last else { throw StoryRun.Wrong(description: "nothing is written") }
        if let must = story.mustDo, !(first...last).contains(where: { disk.operation($0) == must }) {
            throw StoryRun.Wrong(description: "there is no operation \(must)")
        }
        let faults = try run.faults() + run.retryFaults() + run.quietFaults() + run.faults()
        guard faults.isEmpty else { throw StoryRun.Wrong(description: faults.joined(separator: "; ")) }
        // Only what is written can be half done.
        return (first...last, Set((first...last).filter { disk.operation($0)?.hasPrefix("write") == true }))
    }

    /// The process with which a story begins, on a disk of its own.
    static func begin(_ story: Story) throws -> StoryRun {
        let disk = try FaultDisk()
        let first = StoryRun(disk: disk, told: CallersTold(), story: story, number: 7)
        if story.before.isEmpty { return first }
        defer { disk.free() }
        defer { first.close() }
        for deed in story.before { try first.perform(deed) }
        return StoryRun(disk: try disk.survivor(.written), told: first.told, story: story, after: first)
    }

    private func attempt(_ work: Work) -> [String] {
        let story = work.story
        do {
            let run = try Self.begin(story)
            let disk = run.disk
            defer { disk.free() }
            defer { run.close() }
            disk.crash(at: work.point, work.phase)
            if isLying { disk.lie() }
            let deeds = story.prelude + story.deeds
            var done = 0
            do {
                while done < deeds.count, !disk.isDead {
                    try run.perform(deeds[done])
                    if !disk.isDead { done += 1 }
                }
            } catch {
                if !disk.isDead { return [name(work, nil, disk) + "before the crash: \(error)"] }
            }
            guard disk.isDead else { return [name(work, nil, disk) + "the point was not reached"] }
            return FaultDisk.Survival.allCases.flatMap { survival in
                recover(run, left: Array(deeds[done...]), work, survival)
            }
        } catch {
            return ["\(story.name) at \(work.point): \(error)"]
        }
    }

    /// The next process: what is there, what callers do again, and the rest of the story.
    private func recover(_ run: StoryRun, left: [Deed], _ work: Work, _ survival: FaultDisk.Survival) -> [String] {
        let label = name(work, survival, run.disk)
        do {
            let seed = UInt64(work.point) &* 4 &+ UInt64(work.phase.rawValue)
            let disk = try run.disk.survivor(survival, seed: seed)
            defer { disk.free() }
            let next = StoryRun(disk: disk, told: run.told.copy(), story: work.story, number: 2, after: run)
            defer { next.close() }
            try next.perform(.open)
            var found = try next.faults()
            found += try next.retryFaults()
            next.toleratesRefusals = true
            for deed in left {
                if case .open = deed { continue }
                try next.perform(deed)
                next.toleratesRefusals = false
            }
            try next.perform(.free)
            found += try next.quietFaults()
            try next.perform(.reopen)
            found += try next.faults()
            return found.map { label + $0 }
        } catch {
            return [label + "after the crash: \(error)"]
        }
    }

    private func name(_ work: Work, _ survival: FaultDisk.Survival?, _ disk: FaultDisk) -> String {
        let what = disk.operation(work.point) ?? "nothing"
        let then = survival.map { ", survived: \($0)" } ?? ""
        return "--story \(work.story.name) --point \(work.point): \(work.phase) \(what)\(then): "
    }
}
