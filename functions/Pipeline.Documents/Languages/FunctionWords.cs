using System.Collections.Frozen;
using System.Numerics;

namespace Pipeline.Documents.Languages;

/// <summary>
/// Tells languages of Latin script by their most frequent small words, which make up a third or more of any prose. Languages that
/// are here only to be told from others (Catalan from Spanish) cost nothing more.
/// </summary>
internal static class FunctionWords
{
    /// <summary>So many words must be there to judge by, and of them so many per cent function words of the language.</summary>
    private const int LeastWords = 5, LeastHits = 2, LeastPercent = 18;

    /// <summary>More words than these tell nothing new about a passage; nor, where one language is far ahead, more than the first few.</summary>
    private const int MostWords = 60, FirstWords = 8;

    private static readonly (string Language, string Words)[] Lists =
    [
        ("en", "the of and to in is that for it was with as be by on are this which from have has had at or not but its their we our you they will would were been there all can should must may also more than a an any who shall everyone his her"),
        ("fr", "le la les de des du et en est un une que qui dans pour par sur au aux ce cette ces avec il elle ne pas plus sont ont été nous vous leur leurs son sa ses ou à d l qu s n se même comme mais tout toute tous être aussi"),
        ("es", "el la los las de del y en que un una por con para se no su sus es al lo como más o este esta son ha han ser fue entre sin sobre también todo toda todos pero cuando muy hay nos nuestro nuestra derecho tiene sido e ni"),
        ("pt", "o a os as de do da dos das e em no na nos nas que um uma por com para se não seu sua seus suas é ao aos à como mais ou este esta são foi ser entre sem sobre também pelo pela todo toda todos mas quando tem nosso nossa direito num numa"),
        ("de", "der die das und in den dem des von zu mit ist im für auf nicht ein eine einer eines einem einen sich als auch es an wird sind werden hat haben dass aus bei nach wie durch über oder aber wir sie er ihre seine hat jeder zur zum"),
        ("it", "il lo la i gli le di del della dei delle dello degli e in che un una per con non si è sono al alla ai alle da dal dalla nel nella nei sul sulla come più o ha hanno essere anche questo questa suo sua ogni tra ed ad individuo"),
        ("nl", "de het een van en in is dat op te zijn met voor niet aan er om ook als dit die bij of naar uit door over maar worden wordt heeft hebben wij ons onze hun zich ieder tot"),
        ("sv", "och att det i en som är av för på med den till inte om har de ett var jag vid så från men vi eller skall detta kan denna också"),
        ("da", "og at det i en som er af for på med den til ikke om har de et var jeg ved så fra men vi eller skal dette kan denne også"),
        ("nb", "og at det i en som er av for på med den til ikke om har de et var jeg ved så fra men vi eller skal dette kan denne også enhver rett"),
        ("ca", "el la els les de del dels i en que un una per amb no és al als com més o aquest aquesta són ha ser sense sobre també tot tota tots però seva seu dret té"),
        ("gl", "o a os as de do da dos das e en no na nos nas que un unha por con para se non seu súa é ao á como máis ou este esta son foi ser toda todo dereito ten"),
        ("ro", "și de a în la cu pe un o care este sunt din pentru nu se prin sau mai al ale lui ca fi orice are drept să că este dreptul"),
        ("pl", "i w na z do nie się jest że o po za od przez dla jak oraz lub ma każdy prawo jego są być który która które tym tego ich"),
        ("cs", "a v na se je že s z do o k i pro by jsou nebo jako který která které jeho má právo každý být není při podle"),
        ("hu", "a az és nem hogy is van egy meg minden vagy joga személynek ez ki el de csak mint kell lehet"),
        ("fi", "ja on ei että se oli joka hän olla sen jos tai kuin ovat myös jokaisella oikeus mutta ne tämä sekä"),
        ("tr", "ve bir bu için ile de da olarak her olan veya hakkı olduğu daha gibi kadar en çok ne ki herkes şahsın hakkına"),
        ("id", "yang dan di dari untuk dengan dalam pada ini itu tidak adalah atau oleh setiap orang berhak akan sebagai atas ke telah"),
        ("sw", "na ya wa kwa ni katika za la kila mtu haki yake au kuwa cha vya hii watu wote zake ana bila"),
        ("kmr", "û ku ji bi di de li ne xwe her kes maf heye bo yên wî ev an na dikare divê re tu bê"),
        ("tl", "ang ng sa mga at na ay may o ito kanyang bawat tao hindi para siya"),
        ("vi", "và của các có là được cho trong với không người những một này quyền đều mọi hay về như phải bất"),
    ];

    /// <summary>Longer words are content words as a rule, and not looked up.</summary>
    private const int LongestWord = 5;

    /// <summary>By <see cref="Key"/> a bit for each language that has the word.</summary>
    private static readonly FrozenDictionary<ulong, uint> Index = Build();

    private static FrozenDictionary<ulong, uint> Build()
    {
        var index = new Dictionary<ulong, uint>();
        for (var language = 0; language < Lists.Length; language++)
        {
            foreach (var word in Lists[language].Words.Split(' ').Where(w => w.Length <= LongestWord))
            {
                var key = word.Aggregate(0UL, Key);
                index[key] = index.GetValueOrDefault(key) | (1u << language);
            }
        }
        return index.ToFrozenDictionary();
    }

    /// <summary>A number for a word, character by character: quicker than a string, and no two words of the lists share one.</summary>
    private static ulong Key(ulong before, char next) => (before * 0x10003) + (next < 0x80 ? (ulong)(next | 0x20) : char.ToLowerInvariant(next));

    /// <summary>The language whose words are clearly the most frequent, or null.</summary>
    public static string? Language(ReadOnlySpan<char> text)
    {
        Span<int> hits = stackalloc int[Lists.Length];
        hits.Clear();
        var (words, length, key) = (0, 0, 0UL);
        for (var i = 0; i <= text.Length && words < MostWords; i++)
        {
            if (i < text.Length && IsLetter(text[i]))
            {
                key = Key(key, text[i]);
                length++;
                continue;
            }
            if (length == 0)
                continue;
            words++;
            if (length <= LongestWord && Index.TryGetValue(key, out var languages))
            {
                for (; languages != 0; languages &= languages - 1)
                    hits[BitOperations.TrailingZeroCount(languages)]++;
            }
            (length, key) = (0, 0);
            if (words >= FirstWords && words % 4 == 0 && Best(hits) is { Lead: >= 3 } ahead && ahead.Hits >= 2 * (ahead.Hits - ahead.Lead) && ahead.Hits * 100 >= words * LeastPercent)
                return Lists[ahead.Index].Language;
        }
        var best = Best(hits);
        var clear = words >= LeastWords && best.Hits >= LeastHits && best.Hits * 100 >= words * LeastPercent && best.Lead > 0;
        return clear ? Lists[best.Index].Language : null;
    }

    /// <summary>The language with the most hits, and how many more they are than the second one's.</summary>
    private static (int Index, int Hits, int Lead) Best(ReadOnlySpan<int> hits)
    {
        var (best, second) = (0, 0);
        for (var i = 1; i < hits.Length; i++)
        {
            if (hits[i] > hits[best])
                (best, second) = (i, hits[best]);
            else
                second = Math.Max(second, hits[i]);
        }
        return (best, hits[best], hits[best] - second);
    }

    private static bool IsLetter(char c) => char.IsAsciiLetter(c) || (c >= 0x80 && (char.IsLetter(c) || c is >= '\u0300' and <= '\u036F'));
}
