using System.Text;

namespace Pipeline.Documents.Readers.Word;

/// <summary>An equation (ECMA-376 part 1, 22.1) as a line of text that can be read aloud: <c>x = (−b ± √(b^2 − 4ac))/2a</c>.</summary>
internal static class MathText
{
    public static string Read(WordXml xml)
    {
        var text = new StringBuilder();
        Children(xml, text);
        return text.ToString();
    }

    private static void Children(WordXml xml, StringBuilder text) => xml.Each(() => Element(xml, text));

    private static void Element(WordXml xml, StringBuilder text)
    {
        switch (xml.Name)
        {
            case "t": text.Append(xml.InnerText()); break;
            case "f": Join(xml, text, ("num", ""), ("den", "/")); break;
            case "sSup": Join(xml, text, ("e", ""), ("sup", "^")); break;
            case "sSub": Join(xml, text, ("e", ""), ("sub", "_")); break;
            case "sSubSup" or "sPre": Join(xml, text, ("e", ""), ("sub", "_"), ("sup", "^")); break;
            case "rad": Join(xml, text, ("deg", ""), ("e", "√")); break;
            case "limLow": Join(xml, text, ("e", ""), ("lim", "_")); break;
            case "limUpp": Join(xml, text, ("e", ""), ("lim", "^")); break;
            case "func": Join(xml, text, ("fName", ""), ("e", " ")); break;
            case "nary": Nary(xml, text); break;
            case "d": Delimited(xml, text); break;
            case "m": Rows(xml, text, "mr", "[", "]"); break;
            case "eqArr": Rows(xml, text, "e", "", ""); break;
            case "rPr" or "ctrlPr" or "fPr" or "accPr" or "barPr" or "groupChrPr" or "boxPr" or "borderBoxPr" or "sSupPr" or "argPr" or "oMathParaPr" or "phantPr": break;
            default: Children(xml, text); break;
        }
    }

    /// <summary>Each argument after its sign; one of several characters stands in parentheses.</summary>
    private static void Join(WordXml xml, StringBuilder text, params (string Name, string Sign)[] arguments)
    {
        var read = new Dictionary<string, string>();
        xml.Each(() =>
        {
            if (arguments.Any(a => a.Name == xml.Name))
                read[xml.Name] = Read(xml).Trim();
        });
        foreach (var (name, sign) in arguments)
        {
            if (read.GetValueOrDefault(name) is not { Length: > 0 } argument)
                continue;
            var simple = sign == " " || argument.All(char.IsLetterOrDigit) || (argument[0] == '(' && argument[^1] == ')');
            text.Append(sign).Append(simple ? argument : $"({argument})");
        }
    }

    private static void Nary(WordXml xml, StringBuilder text)
    {
        var (sign, sub, sup, e) = ("∫", "", "", "");
        xml.Each(() =>
        {
            switch (xml.Name)
            {
                case "naryPr": xml.Each(() => sign = xml.Name == "chr" ? xml.Val ?? sign : sign); break;
                case "sub": sub = Read(xml); break;
                case "sup": sup = Read(xml); break;
                case "e": e = Read(xml); break;
            }
        });
        text.Append(sign).Append(sub.Length > 0 ? $"_({sub})" : "").Append(sup.Length > 0 ? $"^({sup})" : "").Append(' ').Append(e);
    }

    private static void Delimited(WordXml xml, StringBuilder text)
    {
        var (begin, end, separator) = ("(", ")", "|");
        var inside = new List<string>();
        xml.Each(() =>
        {
            if (xml.Name == "e")
                inside.Add(Read(xml));
            else if (xml.Name == "dPr")
                xml.Each(() => (begin, end, separator) = xml.Name switch
                {
                    "begChr" => (xml.Val ?? "", end, separator),
                    "endChr" => (begin, xml.Val ?? "", separator),
                    "sepChr" => (begin, end, xml.Val ?? ""),
                    _ => (begin, end, separator),
                });
        });
        text.Append(begin).AppendJoin(separator, inside).Append(end);
    }

    private static void Rows(WordXml xml, StringBuilder text, string row, string begin, string end)
    {
        var rows = new List<string>();
        xml.Each(() =>
        {
            if (xml.Name != row)
                return;
            var cells = new List<string>();
            if (row == "e")
                cells.Add(Read(xml));
            else
                xml.Each(() => cells.Add(Read(xml)));
            rows.Add(string.Join(' ', cells));
        });
        text.Append(begin).AppendJoin("; ", rows).Append(end);
    }
}
