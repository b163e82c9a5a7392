package dev.vitrine.engine.layer;

import static dev.vitrine.engine.tensor.Tensors.copy;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.TensorVisitor;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * x = scale * wte[token] (+ position scale * wpe[position], where positions are learned; + std * waves of the position, where they are
 * sinusoidal). Not a {@link Layer}: its input is token ids. Before the tokens of a puzzle may stand what is known of its kind,
 * scale * its row of a {@link PuzzleTable}, C numbers a position.
 */
public final class Embedding {
    private final Parameter wte;   // (V, C)
    private final @Nullable Parameter wpe;   // (T, C) or null
    private final int context;
    private final float amplitude;   // of waves of the position; 0 without them
    private float[] waves = {};      // (T, C), made when somebody first asks for them
    private final int channels;
    private final float scale;
    private final float positionScale;
    private final double dropout;
    private final @Nullable PuzzleTable puzzles;   // null where nothing stands before the tokens

    /**
     * With learned positions as they are.
     *
     * @param context longest sequence, the length of the table of learned positions
     * @param std     standard deviation of the initial embeddings
     * @param scale   factor on token embeddings; HRM takes sqrt(C)
     */
    public Embedding(String name, int vocabulary, int context, BlockConfig config, double std, double scale, Draws draws) {
        this(name, vocabulary, context, config, std, scale, 1, null, draws);
    }

    /**
     * @param context       with what stands before the tokens
     * @param positionScale factor on learned positions, which begin with the spread of token embeddings in either case
     * @param puzzles       null where nothing stands before the tokens
     */
    public Embedding(String name, int vocabulary, int context, BlockConfig config, double std, double scale, double positionScale,
                     @Nullable PuzzleTable puzzles, Draws draws) {
        this.puzzles = puzzles;
        channels = config.channels();
        dropout = config.dropout().embedding();
        this.scale = (float) scale;
        this.positionScale = (float) positionScale;
        wte = config.initialization().weight(name + ".wte", TensorShape.of("V", vocabulary, "C", channels), std, draws);
        wpe = Positions.REGISTRY.get(config.position()).learned()
                ? config.initialization().weight(name + ".wpe", TensorShape.of("T", context, "C", channels),
                        std * scale / positionScale, draws) : null;
        this.context = context;
        amplitude = Positions.REGISTRY.get(config.position()).waves() ? (float) (std * scale * Math.sqrt(2)) : 0;
    }

    private synchronized float[] waves() {
        if (waves.length == 0) {
            waves = newWaves();
        }
        return waves;
    }

    /** sin(t / 10000^(2i/C)) in columns 2i, the cosine in columns 2i+1, of the spread that embeddings begin with. Vaswani et
     *  al. 2017, section 3.5. */
    private float[] newWaves() {
        float[] values = new float[context * channels];
        for (int t = 0; t < context; t++) {
            for (int c = 0; c < channels; c++) {
                double angle = t / StrictMath.pow(10_000, (c & ~1) / (double) channels);
                values[t * channels + c] = (float) (amplitude * (c % 2 == 0 ? StrictMath.sin(angle) : StrictMath.cos(angle)));
            }
        }
        return values;
    }

    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(List.of(wte));
        if (wpe != null) {
            all.add(wpe);
        }
        if (puzzles != null) {
            all.add(puzzles.table());
        }
        return all;
    }

    /** The token table (V, C), for a tied head. */
    public Parameter tokenTable() {
        return wte;
    }

    public EmbeddingPass newPass(PassContext context) {
        return new EmbeddingPass(context);
    }

    /** One use: buffers for (B*T, C). */
    public final class EmbeddingPass {
        private final int time;
        private final @Nullable Decoding decoding;    // null where whole sequences are worked
        private final Padding padding;
        private final TensorShape shape;
        private final float[] table;
        private final float[] dTable;
        private final float @Nullable [] positions;    // learned or waves; null without either
        private final float @Nullable [] dPositions;
        private final float factor;         // on them
        private final FMatrixRMaj x;
        private final FMatrixRMaj dOut;     // a copy to show, as what comes back changes before this runs again
        private final @Nullable FMatrixRMaj dMasked;
        private final @Nullable DropoutMask mask;     // null where nothing is left out
        private final int prefix;                      // positions of a sequence before its tokens
        private final int[] kinds;                     // (B) of the puzzles
        private final float @Nullable [] kindTable;
        private final float @Nullable [] dKindTable;
        private int[] tokens = new int[0];

        EmbeddingPass(PassContext c) {
            time = c.time();
            decoding = c.decoding();
            padding = c.padding();
            shape = c.shape(channels);
            table = c.weights().of(wte).data;
            dTable = c.gradients().of(wte).data;
            positions = wpe != null ? c.weights().of(wpe).data : amplitude > 0 ? waves() : null;
            factor = wpe == null ? 1f : positionScale;
            dPositions = wpe == null ? null : c.gradients().of(wpe).data;
            x = c.zeros(shape);
            dOut = c.scratch(shape);
            prefix = puzzles == null ? 0 : puzzles.positions();
            kinds = c.ints(prefix == 0 ? 0 : c.batch());
            kindTable = puzzles == null ? null : c.weights().of(puzzles.table()).data;
            dKindTable = puzzles == null ? null : c.gradients().of(puzzles.table()).data;
            mask = dropout > 0 && c.chance().active() ? new DropoutMask(c, channels, dropout, 0) : null;
            dMasked = mask == null ? null : c.scratch(shape);
        }

        /** (B) Rows of the puzzles' table, to be written before forward: 0 unless somebody does. Empty without a table. */
        public int[] kinds() {
            return kinds;
        }

        /** @param tokens (B*T) without what stands before them, kept by reference until backward; not modified */
        public FMatrixRMaj forward(int[] tokens) {
            this.tokens = tokens;
            for (int row = 0, at = 0; row < x.numRows; row++, at += channels) {
                int token = token(row);
                if (token >= 0) {
                    gather(table, tokens[token] * channels, at);
                } else if (puzzles != null && kindTable != null && row % time == 0) {
                    puzzles.write(kindTable, kinds[row / time], scale, channels, x.data, at);
                }
                if (positions != null) {
                    addRow(positions, position(row) * channels, factor, x.data, at);
                }
            }
            if (mask != null) {
                mask.draw();
                mask.apply(x, x);
            }
            return x;
        }

        /** Which token a row is of; -1 where it stands before them. */
        private int token(int row) {
            return prefix == 0 ? row : row % time < prefix ? -1 : row - (row / time + 1) * prefix;
        }

        private int position(int row) {
            return decoding == null ? padding.position(row, time) : decoding.position(row);
        }

        private void gather(float[] from, int fromAt, int at) {
            for (int c = 0; c < channels; c++) {
                x.data[at + c] = from[fromAt + c] * scale;
            }
        }

        /** dwte[token] += scale * dx,  dwpe[position] += position scale * dx; likewise the puzzles' table. */
        public void backward(FMatrixRMaj dx) {
            copy(dx, dOut);
            float[] d = mask == null || dMasked == null ? dx.data : mask.apply(dx, dMasked).data;
            for (int row = 0, at = 0; row < dx.numRows; row++, at += channels) {
                int token = token(row);
                if (token >= 0) {
                    addRow(d, at, scale, dTable, tokens[token] * channels);
                } else if (puzzles != null && dKindTable != null && row % time == 0) {
                    puzzles.backward(d, at, scale, dKindTable, kinds[row / time]);
                }
                if (dPositions != null) {
                    addRow(d, at, factor, dPositions, padding.position(row, time) * channels);
                }
            }
        }

        private void addRow(float[] from, int fromAt, float factor, float[] to, int toAt) {
            for (int c = 0; c < channels; c++) {
                to[toAt + c] += from[fromAt + c] * factor;
            }
        }

        public void tensors(TensorVisitor visitor) {
            visitor.tensor("out", shape, x);
            if (mask != null) {
                visitor.tensor("dropout", shape, mask.factors());
            }
            visitor.tensor("grad.out", shape, dOut);
        }
    }
}
