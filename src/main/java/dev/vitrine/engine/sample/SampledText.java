package dev.vitrine.engine.sample;

import java.util.List;

/** Token by token, each drawn, or taken where the temperature is 0. */
final class SampledText implements Strategy {
    @Override
    public List<Found> write(Assignment a) {
        Sampler sampler = new Sampler(a.decoder().kernels());
        GrowingText text = new GrowingText(a);
        while (text.goesOn()) {
            Choice choice = sampler.choose(a.decoder().read(text.ids(), text.length()), 0, a.vocabulary(), a.sampling(), text.text());
            text.add(choice.token(), -choice.lossNats(), choice);
        }
        return text.found();
    }
}
