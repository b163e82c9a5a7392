package dev.vitrine.engine.metric;

/**
 * How well a model foretells a text. Perplexity depends on the tokenizer, bits per character and per byte do not, as they are of
 * the text as it stands: what closes a line counts as the one line feed that it stands for.
 *
 * @param nats       -log p of all tokens, in sum
 * @param tokens     how many were foretold
 * @param right      of them, those that were the likeliest
 * @param characters code points that these tokens stand for
 * @param bytes      of them in UTF-8
 */
public record Likelihood(double nats, long tokens, long right, long characters, long bytes) {
    public static final Likelihood NOTHING = new Likelihood(0, 0, 0, 0, 0);

    public Likelihood plus(Likelihood other) {
        return new Likelihood(nats + other.nats, tokens + other.tokens, right + other.right, characters + other.characters,
                bytes + other.bytes);
    }

    /** Mean of -log p a token. */
    public double lossNats() {
        return nats / tokens;
    }

    /** exp(loss): among how many equally likely tokens the model is undecided. */
    public double perplexity() {
        return Math.exp(lossNats());
    }

    /** nats / ln 2 / characters. */
    public double bitsPerCharacter() {
        return nats / Math.log(2) / characters;
    }

    /** nats / ln 2 / bytes. */
    public double bitsPerByte() {
        return nats / Math.log(2) / bytes;
    }

    /** Share of the tokens that were the likeliest. */
    public double tokenAccuracy() {
        return (double) right / tokens;
    }
}
