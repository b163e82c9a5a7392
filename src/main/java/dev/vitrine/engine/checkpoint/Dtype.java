package dev.vitrine.engine.checkpoint;

import java.nio.ByteBuffer;

/** Kinds of numbers in a safetensors file. Those without a conversion may be there, but not be asked for. */
enum Dtype {
    F32(4) {
        @Override
        float toFloat(ByteBuffer in) {
            return in.getFloat();
        }
    },
    F16(2) {
        @Override
        float toFloat(ByteBuffer in) {
            return Float.float16ToFloat(in.getShort());
        }
    },
    BF16(2) {
        @Override
        float toFloat(ByteBuffer in) {
            return Float.intBitsToFloat(in.getShort() << 16);
        }
    },
    I64(8) {
        @Override
        long toLong(ByteBuffer in) {
            return in.getLong();
        }
    },
    I32(4) {
        @Override
        long toLong(ByteBuffer in) {
            return in.getInt();
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

    /** The next number of a little-endian buffer. */
    float toFloat(ByteBuffer in) {
        throw new UnsupportedOperationException(this + " is not converted to float");
    }

    /** The next number of a little-endian buffer. */
    long toLong(ByteBuffer in) {
        throw new UnsupportedOperationException(this + " is not converted to long");
    }
}
