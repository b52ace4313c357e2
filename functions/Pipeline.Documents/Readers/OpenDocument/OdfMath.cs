using System.Text;

namespace Pipeline.Documents.Readers.OpenDocument;

/// <summary>An equation (MathML 3) as a line of text that can be read aloud: <c>x=(−b±√(b^2−4ac))/2a</c>.</summary>
internal static class OdfMath
{
    /// <summary>Reads the element that the reader stands on.</summary>
    public static void Read(OdfXml xml, StringBuilder text)
    {
        switch (xml.Name)
        {
            case "annotation" or "annotation-xml": break;
            case "mi" or "mn" or "mo" or "mtext" or "ms": text.Append(xml.InnerText().Trim()); break;
            case "mfrac": Join(xml, text, "/"); break;
            case "msup" or "mover": Join(xml, text, "^"); break;
            case "msub" or "munder": Join(xml, text, "_"); break;
            case "msubsup" or "munderover": Join(xml, text, "_", "^"); break;
            case "msqrt":
                text.Append("√(");
                xml.Children(() => Read(xml, text));
                text.Append(')');
                break;
            case "mtr": Join(xml, text, " "); break;
            case "mtable": Join(xml, text, "; "); break;
            default: xml.Children(() => Read(xml, text)); break;
        }
    }

    /// <summary>Each child after a sign; one of several characters stands in parentheses.</summary>
    private static void Join(OdfXml xml, StringBuilder text, params string[] signs)
    {
        var index = 0;
        xml.Children(() =>
        {
            var part = new StringBuilder();
            Read(xml, part);
            var sign = index == 0 ? "" : signs[Math.Min(index - 1, signs.Length - 1)];
            var words = part.ToString();
            text.Append(sign).Append(words.All(char.IsLetterOrDigit) || sign.Contains(' ', StringComparison.Ordinal) || (index == 0 && sign.Length == 0 && signs[0] is not "/") ? words : $"({words})");
            index++;
        });
    }
}
