using System.Buffers.Binary;
using System.Text;
using Pipeline.Documents;

namespace Pipeline.Publishing.Catalog;

/// <summary>
/// A <see cref="DocumentRecord"/> as bytes: a fixed head (length, first day, commit, kind), the id, what lists and search need, then
/// the rest. Numbers are LEB128; strings that records share are numbers of a <see cref="StringTable"/>, 0 for none.
/// </summary>
internal sealed class RecordWriter(StringTable strings)
{
    public const int HeadLength = 17;
    public const byte WithdrawnFlag = 0x80;

    // To go over to what is the same takes two numbers.
    private const int ShortestAlike = 3;

    private byte[] buffer = new byte[4096];
    private int length;

    /// <summary>Valid until the next call.</summary>
    public ReadOnlySpan<byte> Write(DocumentRecord record)
    {
        length = 0;
        var head = Take(HeadLength);
        BinaryPrimitives.WriteInt32LittleEndian(head[4..], DocumentDate.FirstDay(record.Date));
        BinaryPrimitives.WriteInt64LittleEndian(head[8..], record.CommittedAt.UtcTicks);
        head[16] = (byte)((int)record.Kind | (record.Withdrawn is null ? 0 : WithdrawnFlag));
        Text(record.Id);
        var language = LanguageTags.Primary(record.Language);
        Number(strings.Add(language));
        Shared(record.Language == language ? null : record.Language);
        List(record.Regions);
        List(record.Countries);
        List(record.Organizations);
        Shared(record.Event);
        Shared(record.Speaker);
        Text(record.Title);
        Text(record.Symbol);
        Text(record.TranslationOf);
        Text(record.Summary);
        Number(record.Authors.Count);
        foreach (var author in record.Authors) Text(author);
        Text(record.Subtitle);
        Alike(record.UploadPath, record.Id);
        Shared(record.Date);
        Shared(record.Post);
        List(record.OnBehalfOf);
        Shared(record.EventTitle);
        Shared(record.Place);
        if (record.Withdrawn is { } withdrawn) Number(withdrawn.UtcTicks);
        Number(record.Editions.Count);
        foreach (var edition in record.Editions) Edition(edition, record.CommittedAt);
        BinaryPrimitives.WriteInt32LittleEndian(buffer, length);
        return buffer.AsSpan(0, length);
    }

    private void Edition(EditionRecord edition, DateTimeOffset committed)
    {
        Number(edition.Number);
        Hash(edition.Hash);
        // Mostly it is the commit itself, or moments before.
        Signed(committed.UtcTicks - edition.PublishedAt.UtcTicks);
        Hash(edition.SourceHash);
        Number(strings.Add(edition.SourceFormat));
        Number(strings.Add(edition.SourceExtension));
        Number(edition.SourceBytes);
        Number(strings.Add(edition.RendererVersion));
        Number(edition.Pages);
        Number(edition.Words);
        Number(edition.HtmlBytes);
        Number(edition.PdfBytes);
        Number(edition.TextBytes);
        Text(edition.ChangeNote);
    }

    private void List(IReadOnlyList<string> values)
    {
        Number(values.Count);
        foreach (var value in values) Number(strings.Add(value));
    }

    private void Shared(string? text) => Number(text is null ? 0 : strings.Add(text) + 1);

    private void Text(string? text)
    {
        if (text is null)
        {
            Number(0);
            return;
        }
        var bytes = Encoding.UTF8.GetByteCount(text);
        Number(bytes + 1);
        Encoding.UTF8.GetBytes(text, Take(bytes));
    }

    /// <summary>
    /// A text that has much in the same places as another one, as an id made from a path has: its length, then by turns how many bytes
    /// are the same there, how many are not, and those.
    /// </summary>
    private void Alike(string text, string other)
    {
        var (bytes, others) = (Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(other));
        Number(bytes.Length);
        for (var at = 0; at < bytes.Length;)
        {
            var same = CountSame(at);
            Number(same);
            at += same;
            var start = at;
            while (at < bytes.Length && CountSame(at) < ShortestAlike) at++;
            Number(at - start);
            bytes.AsSpan(start..at).CopyTo(Take(at - start));
        }

        int CountSame(int at) => bytes.AsSpan(at).CommonPrefixLength(others.AsSpan(Math.Min(at, others.Length)));
    }

    /// <summary>Lower-case hexadecimal takes half its length, anything else is text.</summary>
    private void Hash(string text)
    {
        var packed = text.Length % 2 == 0 && text.All(c => char.IsAsciiDigit(c) || c is >= 'a' and <= 'f');
        var bytes = packed ? Convert.FromHexString(text) : Encoding.UTF8.GetBytes(text);
        Number((long)bytes.Length << 1 | (packed ? 1L : 0));
        bytes.CopyTo(Take(bytes.Length));
    }

    private void Signed(long value) => Number(value << 1 ^ value >> 63);

    private void Number(long value)
    {
        var written = Leb128.Write(Take(Leb128.Longest), (ulong)value);
        length -= Leb128.Longest - written;
    }

    private Span<byte> Take(int count)
    {
        if (length + count > buffer.Length) Array.Resize(ref buffer, Math.Max(buffer.Length * 2, length + count));
        length += count;
        return buffer.AsSpan(length - count, count);
    }
}

/// <summary>Reads what <see cref="RecordWriter"/> wrote, from its beginning on.</summary>
internal ref struct RecordReader(ReadOnlySpan<byte> record)
{
    private readonly ReadOnlySpan<byte> bytes = record;
    private int position = RecordWriter.HeadLength;

    public readonly int Day => BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);

    public readonly long Committed => BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]);

    public readonly DocumentKind Kind => (DocumentKind)(bytes[16] & ~RecordWriter.WithdrawnFlag);

    public readonly bool Withdrawn => (bytes[16] & RecordWriter.WithdrawnFlag) != 0;

    public static ReadOnlySpan<byte> Id(ReadOnlySpan<byte> record)
    {
        var reader = new RecordReader(record);
        return reader.Utf8();
    }

    public static DocumentRecord Record(ReadOnlySpan<byte> record, StringTable strings) => new RecordReader(record).Record(strings);

    public int Number() => (int)Long();

    /// <summary>The numbers of the primary language and of the whole tag.</summary>
    public (int Primary, int Tag) Language() => Number() is var primary && Number() is > 0 and var tag ? (primary, tag - 1) : (primary, primary);

    /// <summary>A text's bytes; empty for none.</summary>
    public ReadOnlySpan<byte> Utf8()
    {
        var length = Number() - 1;
        if (length < 0) return default;
        position += length;
        return bytes.Slice(position - length, length);
    }

    private DocumentRecord Record(StringTable strings)
    {
        var id = Utf8();
        var language = strings[Language().Tag];
        var regions = List(strings);
        var countries = List(strings);
        var organizations = List(strings);
        var happening = Shared(strings);
        var speaker = Shared(strings);
        var title = Text()!;
        var symbol = Text();
        var original = Text();
        var summary = Text();
        var authors = Number() is > 0 and var count ? new string[count] : [];
        for (var i = 0; i < authors.Length; i++) authors[i] = Text()!;
        var subtitle = Text();
        return new DocumentRecord
        {
            Id = Encoding.UTF8.GetString(id),
            UploadPath = Alike(id),
            Title = title,
            Subtitle = subtitle,
            Kind = Kind,
            Date = Shared(strings),
            Language = language,
            Summary = summary,
            Symbol = symbol,
            TranslationOf = original,
            Speaker = speaker,
            Post = Shared(strings),
            Authors = authors,
            Countries = countries,
            Organizations = organizations,
            OnBehalfOf = List(strings),
            Regions = regions,
            Event = happening,
            EventTitle = Shared(strings),
            Place = Shared(strings),
            Withdrawn = Withdrawn ? Time(Long()) : null,
            Editions = Editions(strings),
            CommittedAt = Time(Committed),
        };
    }

    private EditionRecord[] Editions(StringTable strings)
    {
        var editions = new EditionRecord[Number()];
        for (var i = 0; i < editions.Length; i++)
        {
            editions[i] = new EditionRecord
            {
                Number = Number(),
                Hash = Hash(),
                PublishedAt = Time(Committed - Signed()),
                SourceHash = Hash(),
                SourceFormat = strings[Number()],
                SourceExtension = strings[Number()],
                SourceBytes = Long(),
                RendererVersion = strings[Number()],
                Pages = Number(),
                Words = Number(),
                HtmlBytes = Long(),
                PdfBytes = Long(),
                TextBytes = Long(),
                ChangeNote = Text(),
            };
        }
        return editions;
    }

    private string[] List(StringTable strings)
    {
        var count = Number();
        if (count == 0) return [];
        var values = new string[count];
        for (var i = 0; i < count; i++) values[i] = strings[Number()];
        return values;
    }

    private string? Shared(StringTable strings) => Number() is > 0 and var number ? strings[number - 1] : null;

    private string? Text()
    {
        var length = Number() - 1;
        if (length < 0) return null;
        position += length;
        return Encoding.UTF8.GetString(bytes.Slice(position - length, length));
    }

    private string Alike(ReadOnlySpan<byte> other)
    {
        var length = Number();
        Span<byte> text = length <= 512 ? stackalloc byte[512] : new byte[length];
        for (var at = 0; at < length;)
        {
            var same = Number();
            other.Slice(at, same).CopyTo(text[at..]);
            at += same;
            var own = Number();
            bytes.Slice(position, own).CopyTo(text[at..]);
            (position, at) = (position + own, at + own);
        }
        return Encoding.UTF8.GetString(text[..length]);
    }

    private string Hash()
    {
        var length = Number();
        var content = bytes.Slice(position, length >> 1);
        position += content.Length;
        return (length & 1) == 1 ? Convert.ToHexStringLower(content) : Encoding.UTF8.GetString(content);
    }

    private long Long() => (long)Leb128.Read(bytes, ref position);

    private long Signed() => Long() is var number ? (long)((ulong)number >> 1) ^ -(number & 1) : 0;

    private static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);
}
