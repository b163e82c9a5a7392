package dev.vitrine.cli;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** The lines of a text, each with its line end, as the reference library reads a file to train on. */
record TextLines(String text) implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return new Iterator<>() {
            private int at;

            @Override
            public boolean hasNext() {
                return at < text.length();
            }

            @Override
            public String next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                int end = text.indexOf('\n', at);
                String line = text.substring(at, end < 0 ? text.length() : end + 1);
                at += line.length();
                return line;
            }
        };
    }
}
