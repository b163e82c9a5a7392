package dev.vitrine.app;

import dev.vitrine.ui.FirstMinute;
import dev.vitrine.ui.StartBench;
import dev.vitrine.ui.VitrineApp;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import javafx.application.Application;

/** Opens the window; where there is no display, says so and goes through the first minute without one. */
final class WindowStart {
    private WindowStart() {
    }

    /**
     * @param file of a run for the window to open, or null
     * @return the exit code, once the window is closed
     */
    static int run(Path file) {
        if (displayed()) {
            Application.launch(VitrineApp.class, file == null ? new String[0] : new String[] {file.toAbsolutePath().toString()});
            return 0;
        }
        if (file != null) {
            System.err.println("There is no display here (DISPLAY and WAYLAND_DISPLAY are not set), so no window can open " + file + ".");
            return 1;
        }
        System.out.println("There is no display here (DISPLAY and WAYLAND_DISPLAY are not set), so the first minute runs without"
                + " a window; its pictures go to " + FirstMinute.FOLDER + ".");
        headless();
        Application.launch(FirstMinute.class);
        return FirstMinute.completed() ? 0 : 1;
    }

    /** Opens the window, trains some steps in it and closes it; nothing if it did not come so far. */
    static Optional<StartBench.Result> measure(int steps) {
        if (!displayed()) {
            headless();
        }
        Application.launch(StartBench.class, Integer.toString(steps));
        return StartBench.result();
    }

    /** JavaFX without a display: its own headless platform and software rendering. */
    static void headless() {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        System.setProperty("java.awt.headless", "true");
    }

    static boolean displayed() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return !system.contains("linux") || set("DISPLAY") || set("WAYLAND_DISPLAY");
    }

    private static boolean set(String variable) {
        String value = System.getenv(variable);
        return value != null && !value.isBlank();
    }
}
