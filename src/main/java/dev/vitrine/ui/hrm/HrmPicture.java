package dev.vitrine.ui.hrm;

import dev.vitrine.ui.Shown;
import dev.vitrine.ui.control.TableData;
import dev.vitrine.ui.control.Trajectory;
import dev.vitrine.ui.control.UpdateMark;
import java.util.List;

/**
 * What the view draws of one snapshot.
 *
 * @param planes    what the planes are: for the high level, for the low one
 * @param caption   run, step, tensors and axes
 * @param viewing   the step
 * @param stale     what to say where the numbers are older than the step, or empty
 * @param residuals in the order of the updates
 * @param thoughts  answers after each cycle under the tokens of the probe
 * @param summary   how good the answers of each cycle are
 * @param shown     all numbers in it
 */
public record HrmPicture(List<Trajectory> orbits, List<String> planes, String caption, String viewing, String stale,
                         List<UpdateMark> residuals, TableData thoughts, String summary, List<Shown> shown) {
    static final HrmPicture EMPTY = new HrmPicture(List.of(), List.of("", ""), "", "", "", List.of(), TableData.EMPTY, "",
            List.of());
}
