package dev.vitrine.engine.data.source;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.InputFiles;
import dev.vitrine.engine.Reason;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Texts that lie somewhere, to be read from the first to the last as often as wanted. */
public interface TextSource {
    /** @throws InputException where what is there cannot be read at all */
    void read(ReadConfig config, TextSink sink);

    /** Bytes as they lie on the disk. */
    long bytes();

    /** A file, or every file in a folder and the folders in it, by the order of their paths. */
    static TextSource of(Path path) {
        return Files.isDirectory(path) ? new Folder(path) : new File(path);
    }

    /** A file that ships with the program.
     *  @param name on the class path */
    static TextSource ofResource(String name) {
        return new Resource(name);
    }

    /** One file on the disk. */
    record File(Path path) implements TextSource {
        public File {
            InputFiles.requireFile(path, TextFormats.WANTED);
            if (!TextFormats.knows(path.toString())) {
                throw new InputException(path + " is not a kind of file that is read; give " + TextFormats.WANTED);
            }
        }

        @Override
        public void read(ReadConfig config, TextSink sink) {
            readOn(config, sink);
        }

        /** Returns whether the sink wants to have more. */
        boolean readOn(ReadConfig config, TextSink sink) {
            try {
                return parse(path.toString(), Files.newInputStream(path), config, sink);
            } catch (IOException e) {
                throw new InputException(path + " cannot be read (" + Reason.of(e) + "); check the file and its disk", e);
            }
        }

        @Override
        public long bytes() {
            try {
                return Files.size(path);
            } catch (IOException e) {
                throw new InputException(path + " cannot be read (" + Reason.of(e) + "); check the file and its disk", e);
            }
        }
    }

    /** All files below a folder. Those of other kinds are told to the sink. */
    record Folder(Path path) implements TextSource {
        @Override
        public void read(ReadConfig config, TextSink sink) {
            boolean more = true;
            for (Path file : files()) {
                more = more && (TextFormats.knows(file.toString()) ? new File(file).readOn(config, sink)
                        : sink.refused(new Place(file.toString(), "", 0), Refusal.OTHER_FILE, "is not a kind of file that is read"));
            }
        }

        @Override
        public long bytes() {
            return files().stream().filter(f -> TextFormats.knows(f.toString())).mapToLong(f -> new File(f).bytes()).sum();
        }

        private List<Path> files() {
            try (Stream<Path> all = Files.walk(path)) {
                return all.filter(Files::isRegularFile)
                        .sorted(Comparator.comparing(f -> path.relativize(f).toString().replace('\\', '/'))).toList();
            } catch (IOException | java.io.UncheckedIOException e) {
                throw new InputException(path + " cannot be listed (" + Reason.of(e) + "); check that you may read all in it", e);
            }
        }
    }

    /** A file on the class path. */
    record Resource(String name) implements TextSource {
        @Override
        public void read(ReadConfig config, TextSink sink) {
            try {
                parse(name, open(), config, sink);
            } catch (IOException e) {
                throw new InputException(name + " cannot be read (" + Reason.of(e) + "); the program's jar may be damaged", e);
            }
        }

        @Override
        public long bytes() {
            try (InputStream in = open()) {
                return in.readAllBytes().length;
            } catch (IOException e) {
                throw new InputException(name + " cannot be read (" + Reason.of(e) + "); the program's jar may be damaged", e);
            }
        }

        private InputStream open() {
            return Resource.class.getResourceAsStream("/" + name);
        }
    }

    private static boolean parse(String name, InputStream from, ReadConfig config, TextSink sink) throws IOException {
        try (InputStream in = new BufferedInputStream(Packing.unpacked(name, from), 1 << 16)) {
            Binary.refuse(name, in);
            return TextFormats.of(name).read(name, in, config, sink);
        }
    }
}
