package dev.vitrine.training.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EventRecordTest {
    /** The same two events as tensorboard 2.21.0 writes them, with RecordWriter. */
    private static final String WRITTEN_BY_TENSORBOARD = "1800000000000000a37f4b2209000000000000f83f1a0d627261696e2e4576656e743a322a28646c"
            + "2d000000000000003c418afb09000000000000f83f10ac022a1f0a0b0a046c6f7373150000803e0a100a09677261645f6e6f726d156f12833ad079b52a";

    @Test
    void recordsHaveTheBytesThatTensorBoardWrites() {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("loss", 0.25);
        values.put("validation_loss", Double.NaN);
        values.put("grad_norm", 1e-3);
        HexFormat hex = HexFormat.of();
        assertThat(hex.formatHex(EventRecord.version(1.5)) + hex.formatHex(EventRecord.scalars(1.5, 300, values))).isEqualTo(WRITTEN_BY_TENSORBOARD);
    }

    @Test
    void theStepOfARecordIsReadBack() {
        for (int step : new int[] {0, 1, 127, 128, 300, 16_384, 2_000_000, Integer.MAX_VALUE}) {
            byte[] record = EventRecord.scalars(1795665065.25, step, Map.of("loss", 1.0));
            assertThat(EventRecord.step(message(record))).isEqualTo(step);
        }
        assertThat(EventRecord.step(message(EventRecord.version(3)))).isEqualTo(-1);
    }

    private static byte[] message(byte[] record) {
        return Arrays.copyOfRange(record, EventRecord.HEADER, record.length - EventRecord.FOOTER);
    }
}
