package dev.vitrine.engine.checkpoint;

import java.nio.ByteBuffer;

/** Kinds of numbers in a safetensors file. Those without a conversion may be there, but not be asked for. */
enum Dtype {
    F32(4) {
        @Override
        void read(ByteBuffer in, float[] values, int at, int count) {
            in.asFloatBuffer().get(values, at, count);
        }

        @Override
        void write(float[] values, int at, int count, ByteBuffer out) {
            out.asFloatBuffer().put(values, at, count);
        }
    },
    F16(2) {
        @Override
        void read(ByteBuffer in, float[] values, int at, int count) {
            short[] halves = shorts(in, count);
            for (int i = 0; i < count; i++) {
                values[at + i] = Float.float16ToFloat(halves[i]);
            }
        }

        @Override
        void write(float[] values, int at, int count, ByteBuffer out) {
            for (int i = 0; i < count; i++) {
                out.putShort(i * bytes, Float.floatToFloat16(values[at + i]));
            }
        }
    },
    BF16(2) {
        @Override
        void read(ByteBuffer in, float[] values, int at, int count) {
            short[] halves = shorts(in, count);
            for (int i = 0; i < count; i++) {
                values[at + i] = Float.intBitsToFloat(halves[i] << 16);
            }
        }

        // Rounded to the nearest, ties to even.
        @Override
        void write(float[] values, int at, int count, ByteBuffer out) {
            for (int i = 0; i < count; i++) {
                int bits = Float.floatToIntBits(values[at + i]);
                out.putShort(i * bytes, (short) (bits + 0x7FFF + (bits >>> 16 & 1) >>> 16));
            }
        }
    },
    I64(8) {
        @Override
        void read(ByteBuffer in, long[] values, int at, int count) {
            in.asLongBuffer().get(values, at, count);
        }
    },
    I32(4) {
        @Override
        void read(ByteBuffer in, long[] values, int at, int count) {
            for (int i = 0; i < count; i++) {
                values[at + i] = in.getInt();
            }
        }
    },
    BOOL(1), U8(1), I8(1), F8_E4M3(1), F8_E5M2(1), I16(2), U16(2), U32(4), U64(8), F64(8);

    final int bytes;

    Dtype(int bytes) {
        this.bytes = bytes;
    }

    boolean isFloat() {
        return this == F32 || this == F16 || this == BF16;
    }

    boolean isInteger() {
        return this == I64 || this == I32;
    }

    /** The next numbers of a little-endian buffer. */
    void read(ByteBuffer in, float[] values, int at, int count) {
        throw new UnsupportedOperationException(this + " is not converted to float");
    }

    /** The next numbers of a little-endian buffer. */
    void read(ByteBuffer in, long[] values, int at, int count) {
        throw new UnsupportedOperationException(this + " is not converted to long");
    }

    /** From the start of a little-endian buffer on. */
    void write(float[] values, int at, int count, ByteBuffer out) {
        throw new UnsupportedOperationException("floats are not written as " + this);
    }

    private static short[] shorts(ByteBuffer in, int count) {
        short[] shorts = new short[count];
        in.asShortBuffer().get(shorts);
        return shorts;
    }
}
