package dev.lightmeter.server.weakness;

import dev.lightmeter.core.WeaknessText;
import java.util.List;

/** What feeds tell people about weaknesses. The texts are long and many, so they are asked for by the page and not kept. */
public interface WeaknessTexts {

    /** Nobody describes anything. */
    WeaknessTexts NONE = new WeaknessTexts() {
        @Override
        public int[] described() {
            return new int[0];
        }

        @Override
        public List<WeaknessText> texts(int[] weaknesses) {
            return List.of();
        }
    };

    /** The weaknesses that a feed describes, in the ints of the dictionary. */
    int[] described();

    /** The texts of these weaknesses, in any order; what nobody describes is left out. */
    List<WeaknessText> texts(int[] weaknesses);
}
