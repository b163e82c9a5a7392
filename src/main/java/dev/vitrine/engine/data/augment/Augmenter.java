package dev.vitrine.engine.data.augment;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.Draws.Purpose;
import dev.vitrine.engine.data.puzzle.Dice;
import dev.vitrine.engine.data.source.Text;
import dev.vitrine.engine.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Varies texts as a config wants it. What it makes of a line is a pure function of the seed, the stage, the epoch and the line's number. */
public final class Augmenter {
    private final AugmentConfig config;
    private final Tokenizer tokenizer;
    private final List<Augmentation> augmentations = new ArrayList<>();
    private final List<Dice> dice = new ArrayList<>();
    private final Dice characterDice;
    private final Dice mergeDice;

    /** @param tokenizer may be null where texts are only looked at
     *  @param stage     its name: the stages of one run see different draws */
    public Augmenter(AugmentConfig config, Tokenizer tokenizer, long seed, String stage) {
        this.config = config;
        mergeDice = dice(seed, stage, "bpe_dropout");
        this.tokenizer = tokenizer == null || config.bpeDropout() == 0 ? tokenizer
                : tokenizer.droppingMerges(() -> mergeDice.chance(config.bpeDropout()));
        Synonyms synonyms = Synonyms.of(config);
        for (String name : Augmentations.REGISTRY.names()) {
            augmentations.add(Augmentations.REGISTRY.get(name).of(config, synonyms));
            dice.add(dice(seed, stage, name));
        }
        characterDice = dice(seed, stage, "characters");
    }

    private static Dice dice(long seed, String stage, String name) {
        return new Dice(new Draws(seed), Purpose.AUGMENTATION, Draws.site(stage + "/" + name));
    }

    /** The text as an epoch shows it; of a chat the prompt alone is varied.
     *  @param line number of the text, from 0 */
    public Text varied(Text text, int epoch, int line) {
        String value = text.value();
        boolean chat = text.answer() > 0;
        Words words = new Words(chat ? value.substring(0, text.answer()) : value);
        for (int i = 0; i < augmentations.size(); i++) {
            augmentations.get(i).vary(words, dice.get(i).start(number(epoch, line)));
        }
        String varied = words.toString();
        return chat ? new Text(varied + value.substring(text.answer()), varied.length(), text.place())
                : new Text(varied.isBlank() ? value : varied.strip(), 0, text.place());
    }

    /** Tokens of a varied text, some words of it as their characters, some merges left out. */
    public int[] encode(String varied, int epoch, int line) {
        mergeDice.start(number(epoch, line));
        if (config.characters() == 0) {
            return tokenizer.encode(varied);
        }
        characterDice.start(number(epoch, line));
        IntStream.Builder ids = IntStream.builder();
        StringBuilder whole = new StringBuilder();
        for (String word : varied.split("(?<=\\S)(?=\\s)", -1)) {   // each with the white space before it
            int[] characters = characterDice.chance(config.characters()) ? characters(word) : null;
            if (characters == null) {
                whole.append(word);
            } else {
                IntStream.of(tokenizer.encode(whole.toString())).forEach(ids::add);
                whole.setLength(0);
                IntStream.of(characters).forEach(ids::add);
            }
        }
        IntStream.of(tokenizer.encode(whole.toString())).forEach(ids::add);
        return ids.build().toArray();
    }

    /** Null where the vocabulary lacks one of them. */
    private int @Nullable [] characters(String word) {
        int[] ids = word.codePoints().mapToObj(Character::toString).flatMapToInt(c -> IntStream.of(tokenizer.encode(c))).toArray();
        boolean known = IntStream.of(ids).noneMatch(id -> id == tokenizer.unknownId());
        return known && tokenizer.decode(ids).equals(word) ? ids : null;
    }

    /** A text after it is varied, for a person: where tokens are varied too, with | between them. */
    public String shown(Text text, int epoch, int line) {
        Text varied = varied(text, epoch, line);
        if (!config.variesTokens() || tokenizer == null) {
            return varied.value();
        }
        return String.join("|", IntStream.of(encode(varied.value(), epoch, line)).mapToObj(tokenizer::token).toList());
    }

    private static long number(int epoch, int line) {
        return (long) epoch << 32 | line;
    }
}
