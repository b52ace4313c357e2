using System.Text;

namespace Pipeline.Publishing.Catalog;

/// <summary>
/// Words in ordinal order, in one piece of memory: each in UTF-8 with its length in LEB128 before it. Of a million documents, words
/// are hundreds of thousands, and an object for each would take several times as much.
/// </summary>
internal sealed class WordList
{
    private const int UsualLength = 256;

    private readonly byte[] bytes;
    // Where each begins.
    private readonly int[] starts;

    /// <exception cref="InvalidDataException">The bytes are not those of so many words.</exception>
    public WordList(byte[] bytes, int count)
    {
        (this.bytes, starts) = (bytes, new int[count]);
        var position = 0;
        for (var w = 0; w < count; w++)
        {
            starts[w] = position;
            if (position >= bytes.Length) throw new InvalidDataException("Words are missing.");
            var length = Leb128.Read(bytes, ref position);
            if (length > (ulong)(bytes.Length - position)) throw new InvalidDataException("A word is cut off.");
            position += (int)length;
        }
    }

    /// <param name="words">In ordinal order.</param>
    public static WordList Of(string[] words) => new(StoredCatalog.Strings(words), words.Length);

    public int Count => starts.Length;

    public byte[] Bytes => bytes;

    /// <summary>The words that are the one that is asked for, or where <paramref name="prefix"/> begin so.</summary>
    public Range Find(string word, bool prefix)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Compare(middle, word, word.Length + 1) < 0) low = middle + 1;
            else high = middle;
        }
        var end = low;
        while (end < Count && Compare(end, word, prefix ? word.Length : word.Length + 1) == 0) end++;
        return low..end;
    }

    /// <summary>How a word of the list stands to another one, of so many characters of it.</summary>
    private int Compare(int index, string word, int characters)
    {
        var position = starts[index];
        var length = (int)Leb128.Read(bytes, ref position);
        Span<char> text = length <= UsualLength ? stackalloc char[UsualLength] : new char[length];
        text = text[..Encoding.UTF8.GetChars(bytes.AsSpan(position, length), text)];
        return text[..Math.Min(text.Length, characters)].SequenceCompareTo(word.AsSpan());
    }
}
