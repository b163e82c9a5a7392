package dev.vitrine.engine.data.source;

import java.io.IOException;
import java.io.InputStream;

/** One kind of file of texts. Reads as it goes: never more than one text and a buffer in memory. */
@FunctionalInterface
interface TextFormat {
    /** Most bytes or characters of one text. */
    int LONGEST = 1 << 24;

    /** @param name   of the file, for places
     *  @param in     unpacked; closed by the caller
     *  @return whether the sink wants to have more
     *  @throws dev.vitrine.engine.InputException where the rest of the file cannot be read */
    boolean read(String name, InputStream in, ReadConfig config, TextSink sink) throws IOException;
}
