package dev.autodiff.cli;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;

/**
 * What processors have done for this process, whatever else they had to do: by this clock a busy machine is not slower.
 *
 * @param nanos of all threads
 * @param jvmNanos of those that run no code of Java, the JIT's above all, without collections of garbage, which never
 *     end; 0 if nobody knows
 */
record ProcessorTime(long nanos, long jvmNanos) {
    static ProcessorTime now() {
        if (!(ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system)) {
            return new ProcessorTime(System.nanoTime(), 0);
        }
        long nanos = system.getProcessCpuTime();
        return new ProcessorTime(nanos, nanos - nanosOfJava() - nanosOfCollections());
    }

    private static long nanosOfJava() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long nanos = 0;
        for (long thread : threads.getAllThreadIds()) {
            // negative for one that has just ended
            nanos += Math.max(0, threads.getThreadCpuTime(thread));
        }
        return nanos;
    }

    private static long nanosOfCollections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime).map(TimeUnit.MILLISECONDS::toNanos).sum();
    }

    /** What has been done since. */
    ProcessorTime since(ProcessorTime before) {
        return new ProcessorTime(nanos - before.nanos, jvmNanos - before.jvmNanos);
    }
}
