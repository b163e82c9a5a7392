package dev.vitrine.cli;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** CPU time of this process: all its threads, the compiler's and the collector's too. */
final class CpuClock {
    private static final OperatingSystemMXBean SYSTEM = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private CpuClock() {
    }

    /** In steps of 0.01 on Linux. */
    static double seconds() {
        return SYSTEM.getProcessCpuTime() / 1e9;
    }
}
