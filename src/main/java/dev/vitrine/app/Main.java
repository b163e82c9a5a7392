package dev.vitrine.app;

import dev.vitrine.cli.Vitrine;
import dev.vitrine.engine.Version;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** The program's entry: the window, or a command. Only the window loads classes of JavaFX. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(args.length == 0 || args[0].equals("ui") ? WindowStart.run() : command(args));
    }

    private static int command(String[] args) {
        CommandLine line = Vitrine.commandLine(Version.text());
        line.getSubcommands().get("bench").addSubcommand(new BenchWindowCommand());
        line.setOut(writer(System.out)).setErr(writer(System.err));
        try {
            return line.execute(args);
        } catch (OutOfMemoryError e) {
            System.err.println("the " + Runtime.getRuntime().maxMemory() / (1 << 20) + " MB of memory that Java may use are not enough:"
                    + " make the model, the batch or the context smaller, or set VITRINE_JAVA_OPTIONS=-Xmx8g");
            return 1;
        }
    }

    /** UTF-8 into files and pipes, whatever the locale; a terminal gets what it says it can show. */
    private static PrintWriter writer(PrintStream to) {
        boolean terminal = System.console() != null && System.console().isTerminal();
        Charset charset = terminal ? to.charset() : StandardCharsets.UTF_8;
        return new PrintWriter(to, true, charset);
    }
}
