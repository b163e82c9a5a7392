package dev.vitrine.engine.sample;

import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ModelPass;
import dev.vitrine.engine.tensor.Weights;
import java.util.Arrays;
import java.util.function.Predicate;

/** Continues a text token by token, keeping what it has read: see {@link Decoder}. */
public final class Generator {
    private final Model model;
    private final Weights weights;
    private final Kernels kernels;
    private final Sampler sampler;

    /** @param weights live ones, or a copy that training does not touch */
    public Generator(Model model, Weights weights, Kernels kernels) {
        this.model = model;
        this.weights = weights;
        this.kernels = kernels;
        sampler = new Sampler(kernels);
    }

    /** Logits (V) of the token that follows a text, of which only the last context-length ids are read. */
    public float[] logits(int[] text) {
        if (text.length == 0) {
            throw new IllegalArgumentException("the next token needs at least one token to follow, got none");
        }
        int seen = Math.min(model.config().contextLength(), text.length);
        ModelPass pass = model.newPass(PassContext.evaluation(1, seen, weights, kernels));
        System.arraycopy(text, text.length - seen, pass.tokens(), 0, seen);
        pass.forward();
        int vocabulary = model.config().vocabularySize();
        return Arrays.copyOfRange(pass.logits().data, (seen - 1) * vocabulary, seen * vocabulary);
    }

    /** Reads with the weights as they are now. */
    public Decoder decoder() {
        return new Decoder(model, weights, kernels);
    }

    /** With a decoder of its own. */
    public int[] generate(int[] prompt, int maxTokens, int endId, Sampling sampling, Predicate<Choice> listener) {
        return generate(decoder(), TextSoFar.given(prompt), maxTokens, endId, sampling, listener);
    }

    /**
     * @param decoder   one made by {@link #decoder}
     * @param from      at least one token, of which only the last context-length ones are read; where a part of it was written
     *                  with the same settings, it goes on as it would have then
     * @param maxTokens how many tokens to add at most
     * @param endId     the token that ends the text, or -1 to go on to {@code maxTokens}
     * @param listener  is given each choice, the end token's too; false stops
     * @return the new ids, without the end token
     */
    public int[] generate(Decoder decoder, TextSoFar from, int maxTokens, int endId, Sampling sampling, Predicate<Choice> listener) {
        if (from.length() == 0) {
            throw new IllegalArgumentException("generation needs at least one token to start from, got none");
        }
        int vocabulary = model.config().vocabularySize();
        int length = from.length();
        int[] text = Arrays.copyOf(from.ids(), length + maxTokens);
        while (length < text.length) {
            Choice choice = sampler.choose(decoder.read(text, length), 0, vocabulary, sampling, new TextSoFar(text, from.prompt(), length));
            boolean end = choice.token() == endId;
            if (!end) {
                text[length++] = choice.token();
            }
            if (!listener.test(choice) || end) {
                break;
            }
        }
        return Arrays.copyOfRange(text, from.length(), length);
    }
}
