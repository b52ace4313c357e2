using System.Globalization;
using Pipeline.Documents.Readers.Word;

namespace Pipeline.Documents.Readers.OpenDocument;

/// <summary>A style with all that it takes from its parents.</summary>
internal sealed record OdfStyle(StyleRole Role, int Level, RunFormat Run, string? Alignment, bool? RightToLeft)
{
    public static readonly OdfStyle None = new(StyleRole.Body, 0, default, null, null);
}

/// <summary>The styles of paragraphs and characters (ODF 1.3 part 3, 16).</summary>
internal sealed class OdfStyles
{
    private const int LongestChain = 20;

    private sealed record Stated(string Name, string? Parent, int? Outline, RunFormat Run, string? Alignment, bool? RightToLeft);

    private readonly Dictionary<(string Family, string Name), Stated> stated = [];
    private readonly Dictionary<(string Family, string Name), OdfStyle> resolved = [];
    private RunFormat defaults;

    public OdfLists Lists { get; } = new();

    /// <summary>The language of the default style.</summary>
    public string? Language => defaults.Language;

    /// <summary>Reads the <c>office:styles</c> or <c>office:automatic-styles</c> that the reader stands on.</summary>
    public void Read(OdfXml xml) => xml.Children(() =>
    {
        switch (xml.Tag)
        {
            case "style:default-style":
                if (xml.Get("style:family") == "paragraph")
                    defaults = ReadStyle(xml).Run;
                break;
            case "style:style":
                if (xml.Get("style:family") is { } family and ("paragraph" or "text") && xml.Get("style:name") is { } name)
                    stated[(family, name)] = ReadStyle(xml);
                break;
            case "text:list-style": Lists.Read(xml, xml.Get("style:name") ?? ""); break;
            case "text:outline-style": Lists.Read(xml, OdfLists.Outline); break;
        }
    });

    public OdfStyle Paragraph(string? name) => Find("paragraph", name);

    public OdfStyle Text(string? name) => Find("text", name);

    private OdfStyle Find(string family, string? name)
    {
        if (name is null)
            return OdfStyle.None;
        if (resolved.TryGetValue((family, name), out var known))
            return known;
        var style = Resolve(family, name, 0);
        if (family == "paragraph")
            style = style with { Run = style.Run.Over(defaults) };
        return resolved[(family, name)] = style;
    }

    private OdfStyle Resolve(string family, string name, int depth)
    {
        if (depth > LongestChain || !stated.TryGetValue((family, name), out var style))
        {
            var (known, knownLevel) = StyleNames.RoleOf(Decoded(name), Decoded(name));
            return OdfStyle.None with { Role = known, Level = knownLevel };
        }
        var below = style.Parent is { } parent && parent != name ? Resolve(family, parent, depth + 1) : OdfStyle.None;
        var (role, level) = StyleNames.RoleOf(style.Name, name);
        if (role == StyleRole.Body && style.Outline is { } outline)
            (role, level) = (StyleRole.Heading, outline);
        else if (role == StyleRole.Body && !StyleNames.IsNormal(style.Name))
            (role, level) = (below.Role, below.Level);
        var run = family == "text" && StyleNames.IsCode(style.Name) ? style.Run with { Stated = style.Run.Stated | Marks.Code, Values = style.Run.Values | Marks.Code } : style.Run;
        return new OdfStyle(role, level, run.Over(below.Run), style.Alignment ?? below.Alignment, style.RightToLeft ?? below.RightToLeft);
    }

    private static Stated ReadStyle(OdfXml xml)
    {
        var name = xml.Get("style:display-name") ?? Decoded(xml.Get("style:name") ?? "");
        var parent = xml.Get("style:parent-style-name");
        int? outline = xml.Get("style:default-outline-level") is { Length: > 0 } ? xml.Number("style:default-outline-level", 1, 1, 9) : null;
        var (run, alignment, rightToLeft) = (default(RunFormat), (string?)null, (bool?)null);
        xml.Children(() =>
        {
            if (xml.Tag == "style:text-properties")
            {
                run = Characters(xml);
            }
            else if (xml.Tag == "style:paragraph-properties")
            {
                alignment = xml.Get("fo:text-align");
                rightToLeft = xml.Get("style:writing-mode") is { } mode and not "page" ? mode.StartsWith("rl", StringComparison.Ordinal) : null;
            }
        });
        return new Stated(name, parent, outline, run, alignment, rightToLeft);
    }

    private static RunFormat Characters(OdfXml xml)
    {
        var (known, on) = (Marks.None, Marks.None);
        void Mark(Marks mark, string? value, Func<string, bool> isOn)
        {
            if (value is null)
                return;
            known |= mark;
            on |= isOn(value) ? mark : Marks.None;
        }
        Mark(Marks.Strong, xml.Get("fo:font-weight"), v => v is "bold" or "600" or "700" or "800" or "900");
        Mark(Marks.Emphasis, xml.Get("fo:font-style"), v => v is "italic" or "oblique");
        Mark(Marks.Underline, xml.Get("style:text-underline-style"), v => v != "none");
        Mark(Marks.Strikethrough, xml.Get("style:text-line-through-style") ?? xml.Get("style:text-line-through-type"), v => v != "none");
        Mark(Marks.SmallCaps, xml.Get("fo:font-variant"), v => v == "small-caps");
        Mark(Marks.Hidden, xml.Get("text:display"), v => v == "none");
        var position = xml.Get("style:text-position");
        Mark(Marks.Superscript, position, v => v.StartsWith("super", StringComparison.Ordinal) || (v.Length > 0 && char.IsAsciiDigit(v[0]) && v[0] != '0'));
        Mark(Marks.Subscript, position, v => v.StartsWith("sub", StringComparison.Ordinal) || v.StartsWith('-'));
        var language = xml.Get("fo:language") is { } tag and not ("none" or "zxx") ? tag + (xml.Get("fo:country") is { } country and not "none" ? "-" + country : "") : null;
        return new RunFormat(known, on, xml.Get("style:font-name") ?? xml.Get("fo:font-family")?.Trim('\'', '"'), language, null, null, HalfPoints(xml.Get("fo:font-size")), null, false, false);
    }

    private static int HalfPoints(string? size) =>
        size is { Length: > 2 } && size.EndsWith("pt", StringComparison.Ordinal) && double.TryParse(size.AsSpan(0, size.Length - 2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var points)
            ? (int)Math.Clamp(Math.Round(points * 2), 0, 4000)
            : 0;

    /// <summary>Names are stored with <c>_20_</c> for a space.</summary>
    private static string Decoded(string name) => name.Replace("_20_", " ", StringComparison.Ordinal);
}
