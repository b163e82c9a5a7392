package dev.vitrine.engine.data.source;

import dev.vitrine.engine.InputException;
import java.io.IOException;
import java.io.InputStream;

/** Tells files that hold no text: they have a zero byte near their beginning, as UTF-16 has too. */
final class Binary {
    private static final int LOOKED_AT = 8192;

    private Binary() {
    }

    /** @param in that can go back; is where it was after the call */
    static void refuse(String name, InputStream in) throws IOException {
        in.mark(LOOKED_AT);
        byte[] first = in.readNBytes(LOOKED_AT);
        in.reset();
        for (int i = 0; i < first.length; i++) {
            if (first[i] == 0) {
                throw new InputException(name + " is a binary file or not in UTF-8: byte 0x00 at offset " + i + "; give a text file in UTF-8");
            }
        }
    }
}
