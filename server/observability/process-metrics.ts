/** What the process itself is at: processor, memory, and how late its event loop comes to its work. */
import { Counter, Gauge, Histogram, type Registry } from "prom-client";

/** How often the loop is asked how late it is. */
const sampleMs = 100;
const lagSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** Returns how to stop sampling. */
export function processMetrics(registers: Registry[]): () => void {
  const gauge = (name: string, help: string, value: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(value());
      },
    });
  const startedAt = Date.now() / 1000 - process.uptime();
  gauge("process_start_time_seconds", "When the process started, in Unix time.", () => startedAt);
  gauge("process_resident_memory_bytes", "Memory that the process has.", () => process.memoryUsage.rss());
  gauge("nodejs_heap_used_bytes", "Memory that its JavaScript objects have.", () => process.memoryUsage().heapUsed);
  new Counter({
    name: "process_cpu_seconds_total",
    help: "Processor time that the process used.",
    registers,
    collect() {
      const { user, system } = process.cpuUsage();
      this.reset();
      this.inc((user + system) / 1_000_000);
    },
  });
  const lag = new Histogram({
    name: "parley_event_loop_lag_seconds",
    help: "How late the event loop came to a timer, ten times a second.",
    buckets: lagSeconds,
    registers,
  });

  let due = performance.now() + sampleMs;
  const timer = setInterval(() => {
    const now = performance.now();
    // Timers keep to whole milliseconds, and may be called a little before the next one.
    lag.observe(Math.max(0, now - due) / 1000);
    due = now + sampleMs;
  }, sampleMs).unref();
  return () => clearInterval(timer);
}
