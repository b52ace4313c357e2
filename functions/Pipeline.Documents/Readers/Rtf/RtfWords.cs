using System.Collections.Frozen;
using System.Text;

namespace Pipeline.Documents.Readers.Rtf;

/// <summary>Control words by what they do where that is the same for many.</summary>
internal static class RtfWords
{
    /// <summary>Groups that hold no text of the document: definitions of programs, old forms of what stands beside them, headers and footers.</summary>
    private static readonly FrozenSet<string> Skipped = FrozenSet.ToFrozenSet(
    [
        "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "colortbl", "xe", "tc", "tcn",
        "txe", "rxe", "nonesttables", "nonshppict", "objdata", "objclass", "objname", "objalias", "objsect", "shprslt", "private", "rsidtbl", "generator", "themedata", "colorschememapping",
        "datastore", "latentstyles", "pgptbl", "template", "filetbl", "revtbl", "operator", "printim", "buptim", "hlinkbase", "keycode", "falt", "panose", "fname", "fontemb", "fontfile", "listpicture",
        "atnid", "atnauthor", "atntime", "atndate", "atnref", "atnparent", "atnicn", "atrfstart", "atrfend", "ffdeftext", "background", "bkmkend", "docvar", "xmlnstbl", "xmlattr",
        "passwordhash", "writereservhash", "wgrffmtfilter", "mmathPr", "oldcprops", "oldpprops", "oldtprops", "oldsprops", "shpinstdata", "defchp", "defpap", "blipuid", "datafield",
        "dpgroup", "comment", "fldtype", "vern", "linkval", "mmathPict",
    ]);

    /// <summary>Groups that the mark <c>\*</c> stands before and that are read.</summary>
    private static readonly FrozenSet<string> Read = FrozenSet.ToFrozenSet(
    [
        "shpinst", "shppict", "bkmkstart", "fldinst", "annotation", "pn", "picprop", "nesttableprops", "listtable", "listoverridetable", "userprops", "footnote", "moMath", "moMathPara", "listtext",
        "pntext", "shptxt", "dptxbxtext", "dptxbx", "do", "ud", "cs", "fldrslt", "propname", "staticval", "company", "fonttbl", "stylesheet", "formfield",
    ]);

    private static readonly FrozenDictionary<string, string> Characters = new Dictionary<string, string>
    {
        ["emdash"] = "\u2014",
        ["endash"] = "\u2013",
        ["emspace"] = "\u2003",
        ["enspace"] = "\u2002",
        ["qmspace"] = "\u2005",
        ["bullet"] = "\u2022",
        ["lquote"] = "\u2018",
        ["rquote"] = "\u2019",
        ["ldblquote"] = "\u201C",
        ["rdblquote"] = "\u201D",
        ["zwj"] = "\u200D",
        ["zwnj"] = "\u200C",
        ["zwbo"] = "\u200B",
        ["zwnbo"] = "\u2060",
        ["ltrmark"] = "\u200E",
        ["rtlmark"] = "\u200F",
        ["tab"] = " ",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Names = Known().GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool IsSkipped(string word, bool starred) => starred ? !Read.Contains(word) : Skipped.Contains(word);

    public static string? Character(string word) => Characters.GetValueOrDefault(word);

    /// <summary>A control word as text; those that stand everywhere are not made anew.</summary>
    public static string Name(ReadOnlySpan<byte> bytes)
    {
        Span<char> word = stackalloc char[bytes.Length];
        Encoding.ASCII.GetChars(bytes, word);
        return Names.TryGetValue(word, out var known) ? known : word.ToString();
    }

    private static FrozenDictionary<string, string> Known() => ((string[])
    [
        "par", "pard", "plain", "b", "i", "ul", "ulnone", "fs", "f", "af", "loch", "hich", "dbch", "rtlch", "ltrch", "lang", "langfe", "langnp", "langfenp", "insrsid", "charrsid", "pararsid", "cf", "kerning",
        "u", "uc", "tab", "line", "cell", "row", "trowd", "intbl", "itap", "cellx", "s", "cs", "ls", "ilvl", "li", "ri", "fi", "lin", "rin", "sb", "sa", "sl", "slmult", "ql", "qr", "qc", "qj", "widctlpar",
        "faauto", "adjustright", "fcs", "alang", "ltrpar", "rtlpar", "nowidctlpar", "wrapdefault", "aspalpha", "aspnum", "itap", "hyphpar", "afs", "expnd", "expndtw", "charscalex", "noproof",
    ]).Distinct().ToFrozenDictionary(w => w);
}
