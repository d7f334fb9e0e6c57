/** Markup that is safe to stand in XML as it is. */
export interface Xml {
  readonly markup: string;
}

type XmlValue = string | number | Xml | undefined | false | XmlValue[];

/**
 * A template for XML, and for HTML within the same rules: what is put in is escaped, unless it is {@link Xml} itself;
 * lists are joined, undefined and false leave nothing.
 */
export function xml(strings: TemplateStringsArray, ...values: XmlValue[]): Xml {
  return { markup: strings.map((text, index) => text + markupOf(values[index])).join('') };
}

function markupOf(value: XmlValue): string {
  if (value === undefined || value === false) return '';
  if (Array.isArray(value)) return value.map(markupOf).join('');
  return typeof value === 'object' ? value.markup : escapeXml(String(value));
}

function escapeXml(text: string): string {
  return text.replace(NO_XML_CHARACTER, '').replace(/[&<>"]/g, (sign) => ESCAPED[sign] ?? sign);
}

/** XML 1.0 can't say them, not even escaped (https://www.w3.org/TR/xml/#charsets); nor what HTML calls controls. */
const NO_XML_CHARACTER = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]|\p{Surrogate}/gu;

const ESCAPED: { [sign: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
