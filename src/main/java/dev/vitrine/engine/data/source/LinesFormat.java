package dev.vitrine.engine.data.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;

/** One text a line. */
final class LinesFormat implements TextFormat {
    /** Takes one line; returns whether it wants to have more. */
    @FunctionalInterface
    interface LineSink {
        boolean line(String line, long number) throws IOException;
    }

    @Override
    public boolean read(String name, InputStream in, ReadConfig config, TextSink sink) throws IOException {
        Texts texts = new Texts(sink, name, "line", config);
        return each(in, texts, texts::plain);
    }

    /** Every line that can be read; the others are refused. */
    static boolean each(InputStream in, Texts texts, LineSink sink) throws IOException {
        Lines lines = new Lines(in);
        boolean more = true;
        while (more && lines.advance()) {
            if (lines.isGigantic()) {
                more = texts.refused(lines.number(), Refusal.GIGANTIC, "has more than " + LONGEST + " bytes; cut it into shorter ones");
                continue;
            }
            try {
                more = sink.line(lines.text(), lines.number());
            } catch (CharacterCodingException e) {
                more = texts.refused(lines.number(), Refusal.ENCODING, "is not UTF-8 text: " + lines.fault() + "; save it as UTF-8");
            }
        }
        return more;
    }
}
