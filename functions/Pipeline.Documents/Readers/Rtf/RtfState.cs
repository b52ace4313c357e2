using Pipeline.Documents.Readers.Word;

namespace Pipeline.Documents.Readers.Rtf;

/// <summary>What a group's characters belong to.</summary>
internal enum RtfPlace
{
    Text,
    Skipped,
    Fonts,
    Styles,
    Information,
    InformationField,
    Lists,
    Overrides,
    Label,
    Picture,
    Instruction,
    ShapeName,
    ShapeValue,
    Bookmark,
    PropertyName,
    PropertyValue,
    OldNumbering,
    FormField,
}

/// <summary>What begins at a group's brace and ends at its closing one (RTF 1.9.1, "Formal syntax").</summary>
internal struct RtfState()
{
    public RtfPlace Place = RtfPlace.Text;
    public string Name = "";

    public Marks Marks;
    public int Font;
    public int Size = 24;
    public int UnicodeSkip = 1;

    /// <summary>Of the group's characters, where it is stated and known.</summary>
    public string? Language;
    public string? EastAsiaLanguage;
    public bool Inserted;
    public bool Deleted;

    public int Style;
    public int? OutlineLevel;
    public string? Alignment;
    public int Indent;
    public bool? RightToLeft;
    public bool InTable;
    public int Nesting;
    public int List;
    public int ListLevel;
    public RtfOldNumbering? OldNumbering;

    /// <summary>What ends with the group, beside its formatting.</summary>
    public Action? End;

    public void Plain(int font) => (Marks, Font, Size, Language, EastAsiaLanguage) = (Marks.None, font, 24, null, null);

    public void ParagraphDefaults() => (Style, OutlineLevel, Alignment, Indent, RightToLeft, InTable, Nesting, List, ListLevel, OldNumbering) = (0, null, null, 0, null, false, 0, 0, 0, null);

    public void Mark(Marks mark, bool on) => Marks = on ? Marks | mark : Marks & ~mark;

    /// <summary>Applies a word about how characters or paragraphs look; false where it is none of them.</summary>
    public bool Format(string word, int? number, int defaultFont)
    {
        var on = number != 0;
        switch (word)
        {
            case "plain": Plain(defaultFont); return true;
            case "pard": ParagraphDefaults(); return true;
            case "f": Font = number ?? 0; return true;
            case "fs": Size = Math.Clamp(number ?? 24, 0, 4000); return true;
            case "uc": UnicodeSkip = Math.Clamp(number ?? 1, 0, 100); return true;
            case "lang": Language = RtfLanguages.Find(number ?? 0); return true;
            case "langfe": EastAsiaLanguage = RtfLanguages.Find(number ?? 0); return true;
            case "b": Mark(Marks.Strong, on); return true;
            case "i": Mark(Marks.Emphasis, on); return true;
            case "ulnone": Mark(Marks.Underline, false); return true;
            case "strike" or "striked": Mark(Marks.Strikethrough, on); return true;
            case "scaps": Mark(Marks.SmallCaps, on); return true;
            case "v": Mark(Marks.Hidden, on); return true;
            case "highlight": Mark(Marks.Highlight, number is > 0); return true;
            case "super":
                Mark(Marks.Subscript, false);
                Mark(Marks.Superscript, on);
                return true;
            case "sub":
                Mark(Marks.Superscript, false);
                Mark(Marks.Subscript, on);
                return true;
            case "nosupersub": Mark(Marks.Superscript | Marks.Subscript, false); return true;
            case "revised": Inserted = on; return true;
            case "deleted": Deleted = on; return true;
            case "s": Style = number ?? 0; return true;
            case "outlinelevel": OutlineLevel = number; return true;
            case "qc": Alignment = "center"; return true;
            case "qr": Alignment = "right"; return true;
            case "ql" or "qj": Alignment = null; return true;
            case "li": Indent = number ?? 0; return true;
            case "rtlpar": RightToLeft = true; return true;
            case "ltrpar": RightToLeft = null; return true;
            case "intbl": InTable = true; return true;
            case "itap": Nesting = Math.Clamp(number ?? 0, 0, 100); return true;
            case "ls": List = number ?? 0; return true;
            case "ilvl": ListLevel = Math.Clamp(number ?? 0, 0, 8); return true;
            default:
                if (!word.StartsWith("ul", StringComparison.Ordinal) || word is "ulc")
                    return false;
                Mark(Marks.Underline, on);
                return true;
        }
    }
}
