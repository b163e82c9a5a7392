package dev.vitrine.engine.data.source;

import com.github.luben.zstd.ZstdInputStream;
import dev.vitrine.engine.InputException;
import dev.vitrine.engine.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** Files packed with gzip (RFC 1952) or Zstandard (RFC 8878), told by their names. */
final class Packing {
    private static final int BUFFER = 1 << 16;

    private Packing() {
    }

    /** The name without .gz or .zst. */
    static String unpackedName(String name) {
        return isGzip(name) ? name.substring(0, name.length() - 3) : isZstd(name) ? name.substring(0, name.length() - 4) : name;
    }

    /** What is packed in a stream; the stream itself where its name says that nothing is.
     *  @param in closed with what is returned, also where this fails */
    static InputStream unpacked(String name, InputStream in) throws IOException {
        if (!isGzip(name) && !isZstd(name)) {
            return in;
        }
        CountedStream packed = new CountedStream(in);
        try {
            return new Unpacked(name, isGzip(name) ? new GZIPInputStream(packed, BUFFER) : new ZstdInputStream(packed), packed);
        } catch (IOException e) {
            in.close();
            throw damaged(name, e);
        }
    }

    static InputException damaged(String name, IOException e) {
        return new InputException(name + " cannot be unpacked (" + Reason.of(e) + "): it is damaged, cut off, or not what its ending says", e);
    }

    private static boolean isGzip(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".gz");
    }

    private static boolean isZstd(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".zst");
    }
}
