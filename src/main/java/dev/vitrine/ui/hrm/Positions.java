package dev.vitrine.ui.hrm;

import java.util.Arrays;

/** What of a state of S positions goes into the plane. */
public enum Positions {
    /** Every number of the state, S * D of them. */
    ALL,
    /** The mean over the positions, D numbers. */
    MEAN,
    /** The selected position, D numbers. */
    ONE;

    /** @param state (S, D); not modified */
    float[] of(float[] state, int channels, int position) {
        return switch (this) {
            case ALL -> state;
            case MEAN -> mean(state, channels);
            case ONE -> Arrays.copyOfRange(state, position * channels, (position + 1) * channels);
        };
    }

    private static float[] mean(float[] state, int channels) {
        int positions = state.length / channels;
        float[] mean = new float[channels];
        for (int c = 0; c < channels; c++) {
            double sum = 0;
            for (int s = 0; s < positions; s++) {
                sum += state[s * channels + c];
            }
            mean[c] = (float) (sum / positions);
        }
        return mean;
    }
}
