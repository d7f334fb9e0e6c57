const FIRST_LENGTH = 1 << 12;
/** The call to copy a word costs more than to copy it here. */
const SHORT = 32;

/**
 * A text together with its UTF-16 units in an array, where a loop over them takes a third of the time that
 * `charCodeAt` does. Made once and given one text after the other.
 */
export class UnitText {
  text = '';
  /** A zero follows the text's last unit; what lies behind that is left from longer texts. */
  units = new Uint16Array(FIRST_LENGTH);
  #bytes = Buffer.from(this.units.buffer);

  set(text: string): void {
    if (text.length >= this.units.length) {
      this.units = new Uint16Array(text.length * 2);
      this.#bytes = Buffer.from(this.units.buffer);
    }
    this.text = text;
    if (text.length > SHORT) this.#bytes.write(text, 'utf16le');
    else for (let i = 0; i < text.length; i++) this.units[i] = text.charCodeAt(i);
    this.units[text.length] = 0;
  }
}
