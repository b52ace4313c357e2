using System.Text;
using Pipeline.Documents.Readers.Word;

namespace Pipeline.Documents.Readers.Rtf;

/// <summary>Goes through the tokens of a file with a stack of groups, and hands what they say to those who keep it: fonts, styles, lists, text.</summary>
internal sealed class RtfParser
{
    private const int DeepestGroup = 10_000;
    private const int TokensBetweenLooks = 1 << 14;

    private readonly BodyFile file;
    private readonly RtfTokenizer tokenizer;
    private readonly RtfFonts fonts = new();
    private readonly RtfStyles styles = new();
    private readonly RtfLists lists = new();
    private readonly RtfText text;
    private readonly RtfPictures pictures;
    private readonly Stack<RtfState> groups = new();
    private readonly List<byte> pending = [];
    private readonly StringBuilder collected = new();
    private readonly StringBuilder label = new();
    private RtfState state = new();
    private RtfRow row = new();
    private string shapeName = "", propertyName = "";
    private bool starred, groupBegins;
    private int skip, defaultFont;

    public RtfParser(ReadOnlyMemory<byte> bytes, BodyFile file)
    {
        this.file = file;
        tokenizer = new RtfTokenizer(bytes);
        text = new RtfText(file, fonts, styles, lists);
        pictures = new RtfPictures(file, text);
    }

    public bool IsRtf { get; private set; }
    public int Comments { get; private set; }
    public List<Note> Notes { get; } = [];
    public string? Language { get; private set; }
    public RtfInformation Information { get; } = new();

    public List<BodyItem> Read()
    {
        for (var tokens = 1; ; tokens++)
        {
            if (tokens % TokensBetweenLooks == 0)
                file.CancellationToken.ThrowIfCancellationRequested();
            var token = tokenizer.Next();
            if (token != RtfToken.Text)
                Decode();
            if (token == RtfToken.End || (token == RtfToken.GroupEnd && groups.Count <= 1))
                break;
            Take(token);
        }
        while (groups.Count > 0)
            EndGroup();
        text.EndParagraph(state);
        return text.Flow.End();
    }

    private void Take(RtfToken token)
    {
        switch (token)
        {
            case RtfToken.GroupStart: BeginGroup(); break;
            case RtfToken.GroupEnd: EndGroup(); break;
            case RtfToken.Text: Bytes(); break;
            case RtfToken.Binary when state.Place == RtfPlace.Picture: pictures.Binary(tokenizer.Bytes.Span); break;
            case RtfToken.Symbol: Symbol(tokenizer.Symbol); break;
            case RtfToken.Word:
                Word(tokenizer.Word, tokenizer.Number);
                (starred, groupBegins) = (false, false);
                break;
        }
    }

    private void BeginGroup()
    {
        if (groups.Count >= DeepestGroup)
            throw new RejectedException("too-deeply-nested", "Something in this file stands inside something else so deeply as no document does. Open it, save it again, and upload that file.");
        groups.Push(state);
        state.End = null;
        // Of a text in two encodings the second one, which is Unicode, is read (RTF 1.9.1, "Unicode RTF").
        if (state.Name == "upr")
            state.Place = RtfPlace.Skipped;
        (starred, groupBegins, skip) = (false, true, 0);
    }

    private void EndGroup()
    {
        var ended = state;
        ended.End?.Invoke();
        state = groups.Pop();
        // The group that states a list states it of the paragraph that it stands in.
        if (ended.Place == RtfPlace.OldNumbering)
            state.OldNumbering = ended.OldNumbering;
        (starred, groupBegins, skip) = (false, false, 0);
    }

    private void Bytes()
    {
        groupBegins = false;
        var bytes = tokenizer.Bytes.Span;
        if (skip > 0)
        {
            var skipped = Math.Min(skip, bytes.Length);
            skip -= skipped;
            bytes = bytes[skipped..];
        }
        switch (state.Place)
        {
            case RtfPlace.Skipped or RtfPlace.Overrides or RtfPlace.Information: break;
            case RtfPlace.Picture: pictures.Hexadecimal(bytes); break;
            case RtfPlace.Lists:
                if (state.Name == "leveltext")
                    lists.LevelText(bytes);
                break;
            default: pending.AddRange(bytes); break;
        }
    }

    /// <summary>Bytes are gathered before they are decoded, since a character may consist of two.</summary>
    private void Decode()
    {
        if (pending.Count == 0)
            return;
        var encoding = state.Place is RtfPlace.Text or RtfPlace.Label ? fonts.EncodingOf(state.Font) : fonts.Default;
        Write(encoding.GetString(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(pending)));
        pending.Clear();
    }

    private void Write(string written)
    {
        switch (state.Place)
        {
            case RtfPlace.Text: text.Write(written, state); break;
            case RtfPlace.Instruction: text.Fields.Instruct(written); break;
            case RtfPlace.Label: label.Append(written); break;
            case RtfPlace.Styles: styles.Name(written); break;
            case RtfPlace.Fonts: fonts.Name(written); break;
            case RtfPlace.OldNumbering: state.OldNumbering = state.OldNumbering!.WithText(state.Name, written); break;
            case RtfPlace.InformationField or RtfPlace.ShapeName or RtfPlace.ShapeValue or RtfPlace.Bookmark or RtfPlace.PropertyName or RtfPlace.PropertyValue:
                if (collected.Length < 10_000)
                    collected.Append(written);
                break;
        }
    }

    private void Symbol(char symbol)
    {
        if (symbol == '*')
        {
            starred = true;
            return;
        }
        groupBegins = false;
        if (skip > 0)
        {
            skip--;
            return;
        }
        if (state.Place == RtfPlace.Skipped)
            return;
        switch (symbol)
        {
            case '\n' or '\r': text.EndParagraph(state); break;
            case '~': Write("\u00A0"); break;
            case '-': Write("\u00AD"); break;
            case '_': Write("\u2011"); break;
            case '\t': Write(" "); break;
            case '{' or '}' or '\\': Write(symbol.ToString()); break;
        }
    }

    private void Word(string word, int? number)
    {
        if (groupBegins || starred)
        {
            if (word == "ud" && groups.Count > 0 && groups.Peek().Name == "upr")
                (state.Place, state.Name) = (groups.Peek().Place, "");
            else if (state.Place == RtfPlace.Skipped || RtfWords.IsSkipped(word, starred) || (word.Length > 3 && word[0] == 'm' && word.EndsWith("Pr", StringComparison.Ordinal)))
                state.Place = RtfPlace.Skipped;
            if (word == "annotation")
                Comments++;
        }
        if (state.Place == RtfPlace.Skipped || word == "annotation")
        {
            state.Place = RtfPlace.Skipped;
            return;
        }
        if (RtfWords.Character(word) is { } character)
        {
            if (skip > 0)
                skip--;
            else
                Write(character);
            return;
        }
        skip = 0;
        if (word == "u" && number is { } code)
        {
            Write(((char)(code & 0xFFFF)).ToString());
            skip = state.UnicodeSkip;
            return;
        }
        switch (state.Place)
        {
            case RtfPlace.Fonts: fonts.Word(word, number ?? 0); break;
            case RtfPlace.Styles: styles.Word(word, number ?? 0); break;
            case RtfPlace.Lists: ListWord(word, number ?? 0); break;
            case RtfPlace.Overrides: lists.Override(word, number ?? 0); break;
            case RtfPlace.Information: InformationWord(word, number ?? 0); break;
            case RtfPlace.Picture: PictureWord(word); break;
            case RtfPlace.OldNumbering: OldNumberingWord(word, number ?? 0); break;
            case RtfPlace.FormField: FormFieldWord(word, number ?? 0); break;
            default:
                if (!Destination(word) && !TableWord(word, number ?? 0) && !state.Format(word, number, defaultFont))
                    FileWord(word, number ?? 0);
                break;
        }
    }

    /// <summary>Words that begin a group of a kind of its own.</summary>
    private bool Destination(string word)
    {
        switch (word)
        {
            case "fonttbl": state.Place = RtfPlace.Fonts; return true;
            case "stylesheet": state.Place = RtfPlace.Styles; return true;
            case "info": state.Place = RtfPlace.Information; return true;
            case "listtable": state.Place = RtfPlace.Lists; return true;
            case "listoverridetable": state.Place = RtfPlace.Overrides; return true;
            case "pict": BeginPicture(); return true;
            case "bkmkstart": Collect(RtfPlace.Bookmark, () => file.NewBookmarks.Add(collected.ToString().Trim())); return true;
            case "propname": Collect(RtfPlace.PropertyName, () => propertyName = collected.ToString()); return true;
            case "staticval": Collect(RtfPlace.PropertyValue, () => Information.AddProperty(propertyName, collected.ToString())); return true;
            case "sn": Collect(RtfPlace.ShapeName, () => shapeName = collected.ToString().Trim()); return true;
            case "sv": Collect(RtfPlace.ShapeValue, ShapeValue); return true;
            case "shp": state.End = pictures.BeginShape(); return true;
            case "object":
                file.Findings.Gather("object-left-out", Severity.Warning, "object", null, (count, _) =>
                    $"{(count == 1 ? "An object" : $"{count} objects")} of another program in this document could not be carried over; at most its picture stands there. Write in the text what it says.");
                return true;
            case "upr" or "nesttableprops": state.Name = word; return true;
            case "listtext" or "pntext":
                state.Place = RtfPlace.Label;
                label.Clear();
                state.End = () => text.Flow.Label = text.Mapped(label.ToString(), state.Font);
                return true;
            case "field":
                text.Fields.Begin();
                var field = state;
                state.End = () => text.Write(text.Fields.End(), field);
                return true;
            case "pn": (state.Place, state.Name, state.OldNumbering) = (RtfPlace.OldNumbering, "", new RtfOldNumbering()); return true;
            case "pntxtb" or "pntxta": state.Place = RtfPlace.Skipped; return true;
            case "fldinst": state.Place = RtfPlace.Instruction; return true;
            case "formfield": (state.Place, state.Name) = (RtfPlace.FormField, ""); return true;
            case "fldrslt":
                text.Fields.Separate();
                file.ContentsDropped |= text.Fields.InContents;
                return true;
            case "footnote": BeginNote(); return true;
            case "shptxt" or "dptxbxtext": BeginBox(); return true;
            default: return Equation(word);
        }
    }

    private bool Equation(string word)
    {
        switch (word)
        {
            case "mmath": file.Equations++; return true;
            case "mden": Write("/"); return true;
            case "msup": Write("^"); return true;
            case "msub": Write("_"); return true;
            case "mrad": Write("√"); return true;
            default: return false;
        }
    }

    private void Collect(RtfPlace place, Action end)
    {
        state.Place = place;
        state.End = end;
        collected.Clear();
    }

    private void ShapeValue()
    {
        if (shapeName == "wzDescription")
            pictures.Describe(collected.ToString().Trim());
        shapeName = "";
    }

    private void BeginPicture()
    {
        var around = state;
        state.Place = RtfPlace.Picture;
        pictures.Begin();
        state.End = () => pictures.End(around);
    }

    private void PictureWord(string word)
    {
        switch (word)
        {
            case "sn": Collect(RtfPlace.ShapeName, () => shapeName = collected.ToString().Trim()); break;
            case "sv": Collect(RtfPlace.ShapeValue, ShapeValue); break;
            default: pictures.Word(word); break;
        }
    }

    private void BeginNote()
    {
        var id = text.Call(state);
        var outer = text.Begin();
        state.Plain(defaultFont);
        state.ParagraphDefaults();
        state.End = () =>
        {
            var items = text.End(outer, state);
            if (id is not null)
                Notes.Add(new Note(id, Assembler.Blocks(items, file)));
        };
    }

    private void BeginBox()
    {
        var outer = text.Begin();
        state.ParagraphDefaults();
        state.End = () => outer.Flow.Aside.AddRange(text.End(outer, state));
    }

    private bool TableWord(string word, int number)
    {
        var nested = state.Name == "nesttableprops";
        switch (word)
        {
            case "trowd":
                row = new RtfRow();
                var table = text.Flow.TableAt(nested ? Math.Max(2, text.Flow.Depth) : 1);
                (table.Definition, table.RowIsOpen) = (row, true);
                return true;
            case "cell": text.EndCell(state, 1); return true;
            case "nestcell": text.EndCell(state, Math.Max(2, state.Nesting)); return true;
            case "row": text.Flow.EndRow(1); return true;
            case "nestrow": text.Flow.EndRow(Math.Max(2, text.Flow.Depth)); return true;
            default: return row.Word(word, number);
        }
    }

    /// <summary>Words about the file, and those that end something.</summary>
    private void FileWord(string word, int number)
    {
        switch (word)
        {
            case "rtf": IsRtf = true; break;
            case "ansicpg" when number > 0: fonts.CodePage = number; break;
            case "mac": fonts.CodePage = 10000; break;
            case "pc": fonts.CodePage = 437; break;
            case "pca": fonts.CodePage = 850; break;
            case "deff": defaultFont = state.Font = number; break;
            case "deflang": text.Language = Language ??= RtfLanguages.Find(number); break;
            case "par": text.EndParagraph(state); break;
            case "sect": text.EndParagraph(state); break;
            case "page" or "column": text.Split(state); break;
            case "line" or "lbr" or "softline": text.Break(state); break;
        }
    }

    private void ListWord(string word, int number)
    {
        switch (word)
        {
            case "list": lists.BeginList(); break;
            case "listlevel": lists.BeginLevel(); break;
            case "leveltext" or "levelnumbers" or "listname" or "liststylename": state.Name = word; break;
            default: lists.Word(word, number); break;
        }
    }

    private void OldNumberingWord(string word, int number)
    {
        if (word is "pntxtb" or "pntxta")
            state.Name = word;
        else
            state.OldNumbering = state.OldNumbering!.With(word, number);
    }

    /// <summary>Whether a box is ticked: as somebody left it, or else as it was made; another number is that nobody has touched it.</summary>
    private void FormFieldWord(string word, int number)
    {
        if (number is not (0 or 1) || !(word == "ffres" || (word == "ffdefres" && state.Name != "ffres")))
            return;
        state.Name = word;
        text.Fields.Check(number == 1);
    }

    private void InformationWord(string word, int number)
    {
        switch (word)
        {
            case "title" or "author" or "keywords" or "company":
                Collect(RtfPlace.InformationField, () => Information.Add(word, collected.ToString()));
                break;
            case "nofpages" or "nofwords" when number > 0: Information.AddCount(word, number); break;
            case "creatim" or "revtim": state.Name = word; break;
            case "yr" or "mo" or "dy" when state.Name.Length > 0: Information.AddTime(state.Name, word, number); break;
        }
    }
}
