package dev.vitrine.training.metrics;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import dev.vitrine.engine.Reason;
import dev.vitrine.engine.checkpoint.CheckpointException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.LoggerFactory;

/** A file of JSON lines that takes the events of the whole program while it is open; what was in it stays. */
public final class LogFile implements AutoCloseable {
    private static final String PROGRAM = "dev.vitrine";
    private static final long MOST = 8 << 20;   // bytes, after which a file is set aside

    private final Logger logger;
    private final ThresholdFilter threshold = new ThresholdFilter();
    private final FileAppender<ILoggingEvent> appender = new FileAppender<>();

    private LogFile(Path file, LogLevel level) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        logger = context.getLogger(PROGRAM);
        JsonLine line = new JsonLine();
        line.setContext(context);
        line.start();
        level(level);
        threshold.start();
        appender.setContext(context);
        appender.setName(file.toString());
        appender.setFile(file.toString());
        appender.setAppend(true);
        appender.setEncoder(line);
        appender.addFilter(threshold);
        appender.start();
    }

    /** @throws CheckpointException where the file cannot be written */
    public static LogFile open(Path file, LogLevel level) {
        try {
            prepare(file);
        } catch (IOException e) {
            throw new CheckpointException(file + " cannot be written (" + Reason.of(e) + "); check the folder and its disk", e);
        }
        LogFile log = new LogFile(file, level);
        if (!log.appender.isStarted()) {
            throw new CheckpointException(file + " cannot be written; check the folder and its disk");
        }
        log.logger.setLevel(Level.DEBUG);
        log.logger.addAppender(log.appender);
        return log;
    }

    /** Takes away the half of a line that a killed program left, and sets aside a file that has grown large. */
    private static void prepare(Path file) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        if (Files.size(file) > MOST) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".old"), StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            long end = bytes.length();
            for (boolean whole = false; end > 0 && !whole; end -= whole ? 0 : 1) {
                bytes.seek(end - 1);
                whole = bytes.read() == '\n';
            }
            bytes.setLength(end);
        }
    }

    /** From now on. */
    public void level(LogLevel level) {
        threshold.setLevel(level.toString());
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        appender.stop();
        if (!logger.iteratorForAppenders().hasNext()) {
            logger.setLevel(null);   // that of all others: nobody listens
        }
    }
}
